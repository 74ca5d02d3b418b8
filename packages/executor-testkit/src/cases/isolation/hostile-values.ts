import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/** Values that watch what is done to them, through every door by which values leave the guest. */
export const HOSTILE_VALUES: readonly ConformanceCase[] = [
  attack({
    id: "spy-returned",
    title: "a returned proxy is looked at by the guest's own realm only",
    source: "CVE-2023-32314, GHSA-whpj-8f3w-67p5",
    code: `probe(undefined);
const json = { toJSON: spyFunction("toJSON", () => spy("json")), toString: spyFunction("toString") };
return { value: spy("returned"), list: spy("list", [1, 2]), call: spyFunction("function"), json: spy("json", json), map: spy("map", new Map([[1, 2]])) };`,
  }),
  attack({
    id: "spy-thrown",
    title: "a thrown proxy is looked at by the guest's own realm only",
    source: "CVE-2023-30547, GHSA-ch3r-j5x3-6q2m",
    code: `probe(undefined);
const message = { toString: spyFunction("toString", () => "x"), [Symbol.toPrimitive]: spyFunction("toPrimitive", () => "x") };
throw spy("thrown", Object.assign(new Error("x"), { message, cause: spy("cause"), errors: spy("errors", []) }));`,
    ends: "in an error",
  }),
  attack({
    id: "spy-thrown-chain",
    title: "a thrown proxy with a hostile prototype is looked at by the guest's own realm only",
    source: "CVE-2023-30547",
    code: `probe(undefined);
throw new Proxy({}, {
  getPrototypeOf(target) { const error = new Error(); error.name = Symbol(); return error.stack; },
  get(target, key, receiver) { probe([target, receiver], "get"); throw spy("thrown by get"); },
});`,
    ends: "in an error",
  }),
  attack({
    id: "spy-logged",
    title: "proxies given to console are looked at by the guest's own realm only",
    source: "CVE-2023-32313",
    code: `const text = { toString: spyFunction("toString", () => "x"), toJSON: spyFunction("toJSON", () => 1), valueOf: spyFunction("valueOf", () => 1) };
console.log("%s %d %i %j", text, text, text, text);
console.log(text, \`\${text}\`);
for (const method of ["log", "error", "table", "dir", "assert", "count", "time", "group", "trace"]) {
  console[method]?.(spy(method), spy(method, []), spyFunction(method), spy(method, new Error("x")));
  console[method]?.("%s %d %i %f %j %o %O %c", spy(method), spy(method), spy(method), spy(method), spy(method), spy(method), spy(method), spy(method));
}
probe(undefined);`,
  }),
  attack({
    id: "inspect-custom",
    title: "the custom inspection of Node.js is given nothing of the host's",
    source: "CVE-2023-37903, GHSA-g644-9gfx-q4q4",
    code: `const custom = Symbol.for("nodejs.util.inspect.custom");
const value = { [custom]: spyFunction("inspect", () => "x"), inspect: spyFunction("inspect", () => "x") };
class Made { static [custom](...given) { probe(given, "static inspect"); } [custom](...given) { probe(given, "inspect"); } }
console.log(value, new Made(), Made, [value], new Map([[value, value]]));
console.dir(value, { customInspect: true, showProxy: true, depth: 5 });
await kit.echo({ value }).catch((error) => probe(error, "refusal"));
const error = Object.assign(new Error("x"), { [custom]: spyFunction("inspect", () => "y") });
console.error(error);
probe(undefined);
return value;`,
  }),
  attack({
    id: "well-known-symbols",
    title: "symbols that hosts look for are given nothing of the host's",
    code: `const names = ["nodejs.util.promisify.custom", "nodejs.rejection", "nodejs.dispose", "nodejs.asyncDispose",
  "nodejs.stream.destroyed", "nodejs.webstream.isClosedPromise", "Deno.customInspect", "Symbol.dispose", "vm.global"];
const value = {};
for (const name of names) value[Symbol.for(name)] = spyFunction(name);
for (const key of Reflect.ownKeys(Symbol)) {
  if (typeof Symbol[key] === "symbol") value[Symbol[key]] = spyFunction(String(key));
}
const attempts = [() => console.log(value), () => kit.echo({ value }), () => setTimeout(value, 1), () => search_tools(value),
  () => structuredClone(value), () => new URL(value), () => kit[value], () => kit.echo(value)];
for (const attempt of attempts) try { probe(await attempt(), "made"); } catch (error) { probe(error, "refusal"); }
probe(undefined);`,
  }),
  attack({
    id: "spy-arguments",
    title: "proxies among the arguments of tools are looked at by the guest's own realm only",
    code: `const given = [
  [{ value: spy("argument") }], [spy("whole")], [{ list: spy("list", [1]) }], [{ call: spyFunction("function") }],
  [{ toJSON: spyFunction("toJSON", () => ({ a: 1 })) }], [{ get x() { probe(arguments, "getter"); return 1; } }],
  [{ date: spy("date", new Date()) }], [{ bytes: spy("bytes", new Uint8Array(2)) }], [spy("a"), spy("b")],
];
for (const args of given) {
  try { probe(await probe(kit.echo(...args), "promise"), "result"); } catch (error) { probe(error, "refusal"); }
}
for (const detail of [spy("query"), { toString: spyFunction("toString", () => "add") }]) {
  try { probe(await search_tools(detail, detail), "found"); } catch (error) { probe(error, "refusal"); }
}`,
  }),
  attack({
    id: "spy-callbacks",
    title: "callbacks that are proxies are called with lists of the guest's",
    source: "CVE-2023-32314",
    code: `const call = (name) => spyFunction(name);
setTimeout(call("setTimeout"), 1, {}, []);
const repeated = setInterval(spyFunction("setInterval", () => clearInterval(repeated)), 1);
queueMicrotask(call("queueMicrotask"));
kit.add({ a: 1, b: 2 }).then(call("then"), call("catch")).finally(call("finally"));
kit.fail({}).then(call("then"), call("catch"));
search_tools("add").then(call("then"));
Promise.reject(1).catch(call("catch"));
const { signal } = new AbortController();
signal.addEventListener("abort", call("abort"));
signal.dispatchEvent(new Event("abort"));
await new Promise((resolve) => setTimeout(resolve, 60));
probe(undefined);`,
  }),
  attack({
    id: "thenables",
    title: "a returned thenable is given functions of the guest's",
    code: `probe(undefined);
const { then } = Promise.prototype;
Promise.prototype.then = function (...given) { probe(given, "then of a promise"); return then.apply(this, given); };
return { then(resolve, reject) {
  probe(this, "this"); probe(arguments, "arguments"); probe(resolve, "resolve"); probe(reject, "reject");
  resolve({ get then() { probe(arguments, "getter"); return spyFunction("then", (r) => r(1)); } });
} };`,
  }),
  attack({
    id: "getters",
    title: "getters and toJSON of returned values are called by the guest's own realm only",
    code: `const look = function () { probe(this, "this"); probe(arguments, "arguments"); probe(look.caller, "caller"); return 1; };
const hooks = { toJSON: spyFunction("toJSON", () => ({ x: 1 })) };
return Object.defineProperties({ hooks, list: [hooks] }, {
  a: { get: look, enumerable: true }, b: { get: spyFunction("getter"), enumerable: true },
  [Symbol.toStringTag]: { get: look }, constructor: { get: look, enumerable: true },
});`,
  }),
  attack({
    id: "thrown-kinds",
    title: "whatever is thrown, the execution ends and nothing of the host is seen",
    code: `probe(undefined);
const kinds = [null, undefined, 1, 1n, "x", Symbol("x"), () => {}, {}, [], kit, kit.add, globalThis, console, Promise.reject(1), new Map(),
  { message: spy("message"), stack: spy("stack"), name: spy("name"), code: spy("code") }, spyFunction("thrown")];
for (const kind of kinds) {
  setTimeout(() => { throw kind; }, 1);
  queueMicrotask(() => { throw kind; });
  Promise.reject(kind);
  (async () => { throw kind; })();
}
await new Promise((resolve) => setTimeout(resolve, 30));
const message = { toString: spyFunction("toString", () => "x") };
throw Object.defineProperties(new Error(), { message: { value: message }, stack: { get: spyFunction("stack"), configurable: true } });`,
    ends: "in an error",
  }),
  attack({
    id: "hostile-rejections",
    title: "promises that nobody handles are recorded without giving anything away",
    source: "CVE-2026-44001",
    code: `const promises = [Promise.reject(spy("reason")), (async () => { throw spy("reason"); })(), kit.fail({})];
for (const promise of promises) {
  Object.setPrototypeOf(promise, spy("prototype", Promise.prototype));
  Object.defineProperty(promise, "constructor", { get: spyFunction("constructor", () => Promise) });
}
class Mine extends Promise { static get [Symbol.species]() { return spyFunction("species"); } }
Mine.reject(spy("reason"));
await kit.fail({}).catch(spyFunction("handled"));
await new Promise((resolve) => setTimeout(resolve, 40));
for (const promise of promises) try { Promise.prototype.catch.call(promise, spyFunction("late")); } catch (error) { probe(error, "late"); }
await new Promise((resolve) => setTimeout(resolve, 40));
probe(undefined);`,
  }),
  attack({
    id: "async-iterators",
    title: "async generators and iterators of the guest are driven by the guest's realm only",
    code: `const iterator = { [Symbol.asyncIterator]() { return this; }, next: spyFunction("next", () => kit.add({ a: 1, b: 1 }).then(() => ({ done: true }))) };
for await (const value of iterator) probe(value, "value");
async function* values() { try { yield kit.add({ a: 1, b: 2 }); yield kit.fail({}); } catch (error) { probe(error, "thrown in"); yield* iterator; } }
for await (const value of values()) probe(value, "value");
const generator = values();
probe([generator, await generator.next(), await generator.return({ then: spyFunction("then", (r) => r(1)) })], "generator");
return values();`,
  }),
  attack({
    id: "weak-callbacks",
    title: "weak references and finalization give nothing of the host's",
    code: `const registry = globalThis.FinalizationRegistry && new FinalizationRegistry(spyFunction("finalized"));
for (let i = 0; i < 1000; i++) registry?.register({ i }, spy("held"));
const weak = new WeakRef(kit.add);
for (let i = 0; i < 40; i++) { new ArrayBuffer(1 << 22); await new Promise((resolve) => setTimeout(resolve, 1)); }
probe(weak.deref(), "target");
probe(registry, "registry");`,
  }),
];
