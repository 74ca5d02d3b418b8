import type { ConformanceCase } from "../../conformance-case.js";
import { fails, returns } from "../../simple-cases.js";

/** Timers and microtasks, by https://html.spec.whatwg.org. */
export const TIMER_CASES: readonly ConformanceCase[] = [
  returns(
    "web/queue-microtask",
    "queueMicrotask runs after the present code and before any timer",
    `const order = [];
     setTimeout(() => order.push("timer"), 0);
     queueMicrotask(() => order.push("microtask"));
     Promise.resolve().then(() => order.push("promise"));
     order.push("code");
     await new Promise((resolve) => setTimeout(resolve, 30));
     let refused;
     try { queueMicrotask("code"); } catch (error) { refused = error instanceof TypeError; }
     return [order, refused];`,
    [["code", "microtask", "promise", "timer"], true],
  ),
  fails(
    "web/microtask-throws",
    "what a microtask throws ends the execution, as what a timer throws",
    'queueMicrotask(() => { throw new RangeError("in a microtask"); });\nawait new Promise(() => {});',
    { code: "CODE_THREW", name: "RangeError", says: ["in a microtask"] },
  ),
  returns(
    "web/timeout",
    "setTimeout waits, and passes its arguments",
    `const started = Date.now();
     const args = await new Promise((resolve) => setTimeout((...args) => resolve(args), 60, 1, "two"));
     const ms = Date.now() - started;
     return [args, ms >= 50 && ms < 20_000];`,
    [[1, "two"], true],
  ),
  returns(
    "web/timeout-order",
    "timers fire in the order of their delays",
    `const order = [];
     await Promise.all([120, 0, 60].map((ms) => new Promise((resolve) => setTimeout(() => resolve(order.push(ms)), ms))));
     return order;`,
    [0, 60, 120],
  ),
  returns(
    "web/clear-timeout",
    "clearTimeout takes a timer back, and ignores what is none",
    `const fired = [];
     const id = setTimeout(() => fired.push("cleared"), 10);
     setTimeout(() => fired.push("kept"), 10);
     clearTimeout(id); clearTimeout(id); clearTimeout(); clearTimeout(null); clearTimeout(123456); clearTimeout({});
     await new Promise((resolve) => setTimeout(resolve, 80));
     return fired;`,
    ["kept"],
  ),
  returns(
    "web/function-names",
    "functions for timers, and those of console, are called what they are",
    `const functions = { ...console, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
     return Object.keys(functions).filter((name) => functions[name].name !== name);`,
    [],
  ),
  returns(
    "web/interval",
    "setInterval repeats with its arguments until it is cleared, from within too",
    `const seen = [];
     await new Promise((resolve) => {
       const id = setInterval((word) => {
         seen.push(word);
         if (seen.length === 3) { clearInterval(id); setTimeout(resolve, 60); }
       }, 5, "tick");
     });
     return seen;`,
    ["tick", "tick", "tick"],
  ),
  returns(
    "web/odd-delays",
    "a delay that is negative, no number or left out counts as none",
    `const order = [];
     const later = (word, ms) => setTimeout(() => order.push(word), ms);
     later("negative", -5); later("text", "soon"); later("nothing"); later("null", null);
     await new Promise((resolve) => setTimeout(resolve, 100));
     return order.sort();`,
    ["negative", "nothing", "null", "text"],
  ),
];
