import type { ConformanceCase } from "../../conformance-case.js";
import { returns } from "../../simple-cases.js";

/** `AbortController` and `AbortSignal`, by https://dom.spec.whatwg.org. */
export const ABORT_CASES: readonly ConformanceCase[] = [
  returns(
    "web/event-class-name",
    "the event of an abort is an Event by name, before the code has asked for that class",
    `const controller = new AbortController();
     let name;
     controller.signal.onabort = (event) => { name = event.constructor.name; };
     controller.abort();
     return name;`,
    "Event",
  ),
  returns(
    "web/abort-controller",
    "AbortController tells its listeners once, with the reason",
    `const controller = new AbortController();
     const { signal } = controller;
     const heard = [];
     signal.onabort = () => heard.push("onabort");
     signal.addEventListener("abort", (event) => heard.push(event.type));
     signal.addEventListener("abort", () => heard.push("once"), { once: true });
     const removed = () => heard.push("removed");
     signal.addEventListener("abort", removed);
     signal.removeEventListener("abort", removed);
     const before = [signal.aborted, signal.reason];
     controller.abort("reason");
     controller.abort("another");
     let thrown;
     try { signal.throwIfAborted(); } catch (error) { thrown = error; }
     return [before, heard, signal.aborted, signal.reason, thrown, signal instanceof AbortSignal];`,
    [[false, null], ["onabort", "abort", "once"], true, "reason", "reason", true],
  ),
  returns(
    "web/abort-event-target",
    "a signal is an EventTarget, and what it hears is an Event",
    `const controller = new AbortController();
     const { signal } = controller;
     let heard;
     signal.addEventListener("abort", (event) => { heard = [event instanceof Event, event.target === signal]; });
     controller.abort();
     return [signal instanceof EventTarget, ...heard];`,
    [true, true, true],
  ),
  returns(
    "web/abort-handler",
    "onabort is one listener among others: it hears whom it listens to, and its errors keep nobody else from hearing",
    `const controller = new AbortController();
     const { signal } = controller;
     const heard = [];
     signal.addEventListener("abort", () => heard.push("before"));
     signal.onabort = () => heard.push("replaced");
     signal.addEventListener("abort", () => heard.push("after"));
     signal.onabort = function (event) {
       heard.push(this === signal, event.target === signal, event.currentTarget === signal);
       throw new Error("in a handler");
     };
     controller.abort();
     const other = new AbortController();
     other.signal.onabort = () => heard.push("removed");
     other.signal.onabort = null;
     other.abort();
     return heard;`,
    ["before", true, true, true, "after"],
  ),
  returns(
    "web/abort-reason",
    "without a reason the signal has an AbortError",
    `const controller = new AbortController();
     controller.signal.throwIfAborted();
     controller.abort();
     const { reason } = controller.signal;
     return [reason.name, reason instanceof Error, AbortSignal.abort().reason.name, AbortSignal.abort(1).aborted];`,
    ["AbortError", true, "AbortError", true],
  ),
  returns(
    "web/abort-timeout",
    "AbortSignal.timeout fires by itself with a TimeoutError",
    `const signal = AbortSignal.timeout(20);
     const before = signal.aborted;
     await new Promise((resolve) => signal.addEventListener("abort", resolve));
     return [before, signal.aborted, signal.reason.name];`,
    [false, true, "TimeoutError"],
  ),
  returns(
    "web/abort-any",
    "AbortSignal.any follows the first of its signals",
    `const [a, b] = [new AbortController(), new AbortController()];
     const any = AbortSignal.any([a.signal, b.signal]);
     const before = any.aborted;
     b.abort("b");
     a.abort("a");
     return [before, any.aborted, any.reason, AbortSignal.any([AbortSignal.abort("c")]).reason];`,
    [false, true, "b", "c"],
  ),
  returns(
    "web/abort-any-order",
    "signals that follow another are aborted before anybody hears of it, and heard after it",
    `const controller = new AbortController();
     const first = AbortSignal.any([controller.signal]);
     const second = AbortSignal.any([first, controller.signal]);
     const heard = [];
     const signals = { second, first, source: controller.signal };
     for (const [name, signal] of Object.entries(signals)) {
       signal.addEventListener("abort", () => heard.push([name, first.aborted && second.aborted]));
     }
     controller.abort(1);
     const refused = [];
     try { AbortSignal.any([{}]); } catch (error) { refused.push(error.name); }
     return [heard, second.reason, ...refused];`,
    [
      [
        ["source", true],
        ["first", true],
        ["second", true],
      ],
      1,
      "TypeError",
    ],
  ),
  returns(
    "web/abort-timeout-checked",
    "AbortSignal.timeout refuses what is no time, and takes one that no timer takes",
    `const nameOf = (ms) => {
       try { AbortSignal.timeout(ms); } catch (error) { return error.name; }
     };
     const long = AbortSignal.timeout(2 ** 40);
     await new Promise((resolve) => setTimeout(resolve, 20));
     return [nameOf(-1), nameOf(NaN), nameOf(Infinity), nameOf("1"), nameOf(), long.aborted];`,
    ["RangeError", "RangeError", "RangeError", "TypeError", "TypeError", false],
  ),
  returns(
    "web/object-names",
    "the web's objects tell what they are",
    `const objects = [new Event("a"), new EventTarget(), new AbortController().signal, crypto, performance, new URL("http://a")];
     return objects.map((object) => \`\${Object.prototype.toString.call(object)}\`).concat(typeof \`\${crypto}\`);`,
    [
      "[object Event]",
      "[object EventTarget]",
      "[object AbortSignal]",
      "[object Crypto]",
      "[object Performance]",
      "[object URL]",
      "string",
    ],
  ),
  returns(
    "web/class-names",
    "the web's classes have their own names",
    `const names = ["URL", "URLSearchParams", "DOMException", "TextEncoder", "TextDecoder", "Event", "EventTarget",
       "AbortController", "AbortSignal"];
     return names.filter((name) => globalThis[name].name !== name);`,
    [],
  ),
];
