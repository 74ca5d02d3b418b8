import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/** From everything that stands in the guest's scope, up its constructors and prototypes. */
export const VISIBLE_THINGS: readonly ConformanceCase[] = [
  attack({
    id: "globals-walk",
    title: "nothing of another realm can be walked to from globalThis",
    code: 'probe(globalThis, "globalThis", 20_000);',
  }),
  attack({
    id: "globals-constructor",
    title: "the global object's constructors and prototypes are the guest's",
    source: "https://nodejs.org/api/vm.html: the vm module is not a security mechanism",
    code: `for (let link = globalThis; link !== null; link = Object.getPrototypeOf(link)) {
  probe(link, "global chain");
  probe(link.constructor, "global chain constructor");
}
probe(globalThis.constructor.constructor, "Function");`,
  }),
  attack({
    id: "this",
    title: "this of sloppy functions, of arrows and of the code itself is the guest's or nothing",
    source: "https://github.com/patriksimek/vm2/issues/32",
    code: `probe(this, "this of the code");
probe((function () { return this; })(), "this of a function");
probe([1].map(function () { return this; })[0], "this of a callback");
probe((() => this)(), "this of an arrow");
probe((function () { return typeof this === "object" ? this : undefined; }).call(null), "this for null");`,
  }),
  attack({
    id: "arguments",
    title: "the code has no arguments of a wrapper, and no scope of the host's",
    code: `probe(typeof arguments === "undefined" ? undefined : arguments, "arguments");
const names = ["exports", "module", "require", "__filename", "__dirname", "global", "sandbox", "context",
  "send", "hostSend", "hostCompile", "compile", "start", "calls", "guest", "deliver", "vm", "self"];
for (const name of names) {
  let found;
  try { found = eval(name); } catch {}
  probe(found, name);
  probe(globalThis[name], "globalThis." + name);
}`,
  }),
  attack({
    id: "console",
    title: "console, its methods and what they return are the guest's",
    source: "https://github.com/patriksimek/vm2/issues/32",
    code: `probe(console, "console");
for (const name of Object.getOwnPropertyNames(console)) {
  probe(console[name], "console." + name);
  try { probe(console[name]("x"), "console." + name + "()"); } catch (error) { probe(error, name); }
}`,
  }),
  attack({
    id: "search-tools",
    title: "search_tools, its promise and its answer are the guest's",
    code: `probe(search_tools, "search_tools");
const promise = probe(search_tools("add", "full"), "promise");
probe(await promise, "answer", 2_000);`,
  }),
  attack({
    id: "namespace",
    title: "a namespace and what it lists are the guest's",
    code: `probe(kit, "kit");
probe(kit.constructor, "kit.constructor");
probe(Object.getPrototypeOf(kit), "prototype");
probe(Reflect.ownKeys(kit), "keys");
probe(Object.getOwnPropertyDescriptors(kit), "descriptors", 2_000);
probe(Object.entries(kit), "entries");
for (const key of ["then", "inspect", "toJSON", "valueOf", Symbol.toPrimitive, Symbol.iterator]) {
  probe(kit[key], "kit." + String(key));
}`,
  }),
  attack({
    id: "namespace-refusals",
    title: "the errors of a namespace that refuses to change are the guest's",
    code: `const attempts = [
  () => { "use strict"; kit.add = 1; }, () => Object.defineProperty(kit, "add", {}),
  () => { "use strict"; delete kit.add; }, () => Object.setPrototypeOf(kit, {}), () => kit + "",
  () => Object.freeze(kit), () => new kit(), () => kit(), () => [...kit], () => "x" in kit && kit.x.y.z,
];
for (const attempt of attempts) try { probe(attempt(), "done"); } catch (error) { probe(error, "refusal"); }`,
  }),
  attack({
    id: "tool-function",
    title: "tool functions and their constructors are the guest's",
    code: `for (const tool of [kit.add, kit.echo, kit.no_such_tool, odd_names.get_item]) {
  probe(tool, "tool");
  probe(tool?.constructor, "constructor");
  probe(tool?.bind({}), "bound");
  probe(tool?.prototype, "prototype");
}`,
  }),
  attack({
    id: "tool-promise",
    title: "the promise of a tool call, and what then gives, are the guest's",
    source: "CVE-2026-22709",
    code: `const promise = kit.add({ a: 1, b: 2 });
probe(promise, "promise");
probe(promise.constructor, "constructor");
const next = promise.then(function (value) { probe(this, "this"); probe(arguments, "arguments"); });
probe(next, "next");
probe(promise.finally(function () { probe(arguments, "arguments of finally"); }), "finally");
await next;`,
  }),
  attack({
    id: "tool-result",
    title: "the results of tools, however nested, are the guest's",
    code: `probe(await kit.echo({ list: [{ a: [1] }], text: "x", none: null }), "structured", 2_000);
probe(await kit.add({ a: 1, b: 2 }), "parsed");
const content = [{ type: "text", text: "one" }, { type: "image", data: "", mimeType: "image/png" }];
probe(await kit.respond({ result: { content } }), "blocks", 2_000);
probe(await kit.respond({ result: { content: [] } }), "nothing");`,
  }),
  attack({
    id: "tool-error",
    title: "the error of a tool, its class and its content are the guest's",
    source: "https://github.com/patriksimek/vm2/issues/32",
    code: `const error = await kit.fail({ message: "no" }).catch((caught) => caught);
probe(error, "error");
probe(error.content, "content", 1_000);
probe(error.cause, "cause");
probe(error.constructor, "constructor");
probe(Object.getPrototypeOf(error.constructor), "superclass");
probe(globalThis.ToolError, "ToolError");`,
  }),
  attack({
    id: "refused-calls",
    title: "the errors of calls that are refused are the guest's",
    code: `const calls = [
  () => kit.no_such_tool({}), () => kit.add({ a: "x" }), () => kit.add(1), () => kit.add({}, {}),
  () => kit.add({ a: () => 1 }), () => kit.add({ a: Promise.resolve() }), () => kit.add({ a: Symbol() }),
  () => search_tools(Symbol("x")), () => search_tools({}, kit), () => globalThis.recall?.("nothing"),
];
for (const call of calls) {
  try { probe(await probe(call(), "promise"), "result"); } catch (error) { probe(error, "refusal"); }
}`,
  }),
  attack({
    id: "tool-namespaces",
    title: "__tool_namespaces is the guest's",
    code: `probe(__tool_namespaces, "__tool_namespaces");
probe(__tool_namespaces.constructor, "constructor");
probe(__tool_namespaces.map((name) => globalThis[name]), "mapped");`,
  }),
  attack({
    id: "timers",
    title: "timers, what they return, and what their callbacks are given are the guest's",
    source: "https://github.com/patriksimek/vm2/issues/32",
    code: `const timers = [];
await new Promise((resolve) => {
  timers.push(setTimeout(function () { probe(this, "this"); probe(arguments, "arguments"); }, 1, {}));
  const repeated = setInterval(function () {
    probe(this, "this"); probe(arguments, "arguments"); clearInterval(repeated); resolve();
  }, 1);
  timers.push(repeated);
  if (typeof setImmediate === "function") timers.push(setImmediate(() => {}));
});
for (const timer of timers) {
  probe(timer, "timer");
  probe(timer[Symbol.toPrimitive], "toPrimitive");
  probe(clearTimeout(timer), "cleared");
}
probe([setTimeout, setInterval, clearTimeout, clearInterval], "functions");`,
  }),
  attack({
    id: "web-apis",
    title: "the web's APIs and what they make are the guest's",
    code: `const made = [
  () => new URL("http://a/b?c=d#e"), () => new URL("http://a/?b=c").searchParams,
  () => new TextEncoder().encode("x"), () => new TextDecoder(), () => structuredClone({ a: [new Map()] }),
  () => structuredClone(new Error("x")), () => new AbortController(), () => AbortSignal.abort().reason,
  () => crypto, () => crypto.getRandomValues(new Uint8Array(4)), () => performance, () => new Event("x"),
  () => new EventTarget(), () => new DOMException("x"), () => [...new URLSearchParams("a=b").entries()],
];
for (const make of made) try { probe(make(), String(make)); } catch (error) { probe(error, String(make)); }`,
  }),
  attack({
    id: "web-api-errors",
    title: "the errors of the web's APIs, and the events they give, are the guest's",
    code: `const broken = [
  () => new URL("no"), () => atob("*"), () => btoa("€"), () => structuredClone(() => {}),
  () => new TextDecoder("x-none"), () => crypto.getRandomValues([]), () => queueMicrotask(1),
  () => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])),
  () => AbortSignal.abort().throwIfAborted(), () => setTimeout("1"), () => structuredClone(Symbol()),
];
for (const call of broken) try { probe(call(), "made"); } catch (error) { probe(error, String(call)); }
const { signal } = new AbortController();
const heard = (event) => { probe(event, "event"); };
signal.addEventListener("abort", heard);
signal.dispatchEvent(new Event("abort"));`,
  }),
  attack({
    id: "absent-globals",
    title: "nothing of the host's program is among the globals",
    source: "https://nodejs.org/api/globals.html",
    code: `const names = ["process", "require", "module", "exports", "global", "Buffer", "fetch", "WebSocket",
  "EventSource", "XMLHttpRequest", "navigator", "localStorage", "MessageChannel", "MessagePort",
  "BroadcastChannel", "Worker", "SharedWorker", "importScripts", "Deno", "Bun", "gc", "load", "print",
  "read", "readFile", "quit", "os", "std", "scriptArgs", "d8", "$262", "Realm", "WebAssembly"];
for (const name of names) {
  const found = globalThis[name];
  probe(found, name);
  if (found !== undefined && name !== "WebAssembly") console.log("ESCAPED " + name + " is a global");
}`,
  }),
];
