import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/** Tries each expression, and probes what it makes or throws. */
function each(expressions: readonly string[]): string {
  return expressions
    .map((text) => `try { probe(${text}, "made", 20); } catch (error) { probe(error, "thrown"); }`)
    .join("\n");
}

/** Errors that the engine itself makes: their realm is the engine's choice. */
export const ENGINE_ERRORS: readonly ConformanceCase[] = [
  attack({
    id: "range-errors",
    title: "range errors of the engine are the guest's",
    code: each([
      "new Array(-1)",
      "Array(4294967296)",
      '"x".repeat(-1)',
      '"x".repeat(2 ** 30)',
      '"x".padEnd(2 ** 30)',
      "2n ** (2n ** 40n)",
      "BigInt.asUintN(-1, 1n)",
      "BigInt(1.5)",
      "(1).toString(1)",
      "(1).toFixed(101)",
      "(1).toPrecision(0)",
      "new ArrayBuffer(2 ** 53)",
      "new Uint8Array(-1)",
      "new Uint32Array(new ArrayBuffer(3))",
      "new DataView(new ArrayBuffer(1), 2)",
      "new Date(NaN).toISOString()",
      '"x".normalize("y")',
      "String.fromCodePoint(-1)",
      "1n / 0n",
      'new Intl.NumberFormat("no such locale")',
      'new Intl.DateTimeFormat("en", { timeZone: "Nowhere" })',
      "[].with(1, 2)",
      "new Uint8Array(1).set([1, 2, 3])",
      '"a".localeCompare("b", "x-")',
    ]),
  }),
  attack({
    id: "type-errors",
    title: "type errors of the engine are the guest's",
    code: each([
      "null.x",
      "undefined()",
      "(void 0)[Symbol.iterator]",
      "kit.add.x.y",
      "new (() => {})()",
      "Symbol() + 1",
      "1n + 1",
      "({}) instanceof 1",
      "1 in 1",
      "[...1]",
      "new Map([1])",
      "new Proxy(1, 2)",
      "Reflect.ownKeys(1)",
      "Object.defineProperty(1, 1)",
      "Object.setPrototypeOf(Object.freeze({}), null)",
      "new WeakMap().set(1, 1)",
      "new WeakRef(1)",
      "Object.fromEntries(1)",
      "class_",
      "JSON.stringify(1n)",
      "(() => { const a = {}; a.a = a; return JSON.stringify(a); })()",
      "[].reduce((a) => a)",
      "new Intl.Segmenter(1)",
      "Map.prototype.get.call(1)",
      "ArrayBuffer.prototype.slice.call([])",
      "Promise.prototype.then.call(1)",
      "Promise.resolve.call(1)",
      "(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy.x; })()",
      "Object.keys(new Proxy({}, { ownKeys: () => [1] }))",
      "(() => { const g = (function* () { g.next(); })(); g.next(); })()",
      "new (class extends null {})()",
      "new (class extends Object { constructor() { } })()",
      "new (class { #x; static y(o) { return o.#x; } }).constructor.y({})",
    ]),
  }),
  attack({
    id: "syntax-and-uri-errors",
    title: "syntax, reference and URI errors of the engine are the guest's",
    source: "https://agoric.com/blog/technology/realms-shim-security-updates/ (the error of eval)",
    code: each([
      'JSON.parse("{")',
      'new RegExp("[")',
      'new RegExp("a", "zz")',
      'decodeURIComponent("%")',
      'encodeURI("\\ud800")',
      "no_such_variable",
      "(() => { x; let x; })()",
      "(() => { const c = 1; c = 2; })()",
      "BigInt('x')",
      "Symbol.keyFor(1)",
      '(0, eval)("--" + ">")',
      'eval("}{")',
      'Function("}{")',
      'Function("/*", "*/){")',
      'new Function("a b", "")',
      'setTimeout("}{")',
    ]),
  }),
  attack({
    id: "shared-memory-errors",
    title: "shared memory, atomics and their errors are the guest's",
    code: each([
      "new SharedArrayBuffer(8)",
      "Atomics",
      "Atomics.load([], 0)",
      "Atomics.add(new Uint8Array(1), 2, 1)",
      "Atomics.wait(new Int32Array(1), 0, 0, 1)",
      "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)",
      "Atomics.waitAsync?.(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)",
      "new SharedArrayBuffer(8, { maxByteLength: 16 }).grow(32)",
      "new ArrayBuffer(8, { maxByteLength: 16 }).resize(32)",
      "new ArrayBuffer(8).transfer(2 ** 53)",
      "structuredClone(new SharedArrayBuffer(8))",
    ]),
  }),
  attack({
    id: "webassembly",
    title: "WebAssembly, if there is any, gives no function, error or promise of the host",
    source:
      "CVE-2026-47210, https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (streaming)",
    code: `const wasm = globalThis.WebAssembly;
probe(wasm, "WebAssembly");
const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const attempts = wasm === undefined ? [] : [
  () => wasm.compileStreaming(), () => wasm.instantiateStreaming(Promise.resolve({})), () => wasm.compile(bytes),
  () => wasm.instantiate(bytes, {}), () => new wasm.Module(bytes), () => wasm.validate(bytes), () => wasm.compile(1),
  () => new wasm.Memory({ initial: 1e9 }), () => wasm.promising?.(() => {}), () => wasm.JSTag,
];
for (const attempt of attempts) {
  try { probe(await probe(attempt(), "promise"), "made"); } catch (error) { probe(error, "thrown"); }
}`,
  }),
  attack({
    id: "new-syntax",
    title:
      "the newest syntax and built-ins, where the engine has them, stay within the guest's realm",
    source:
      "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (SuppressedError, Array.fromAsync)",
    code: `const attempts = [
  () => Array.fromAsync([kit.add({ a: 1, b: 2 })]), () => Array.fromAsync(1), () => Array.fromAsync.call(spyFunction("class"), [1]),
  () => Iterator.from({ next: () => kit.fail({}) }).map(spyFunction("map")).next(), () => Iterator.prototype.map.call(1),
  () => { const stack = new DisposableStack(); stack.defer(() => { throw 1; }); stack.defer(() => { const e = new Error(); e.name = Symbol(); e.stack; throw e; }); stack.dispose(); },
  () => new SuppressedError(1, 2), () => Temporal.Now.instant(), () => Temporal.Instant.from("x"), () => new ShadowRealm().evaluate("globalThis"),
  () => new ShadowRealm().importValue("node:fs", "default"), () => Promise.try(() => kit.fail({})), () => Promise.withResolvers(), () => Promise.any([kit.fail({})]),
  () => Object.groupBy([1], spyFunction("groupBy")), () => Float16Array.from([1]), () => RegExp.escape("x"), () => Error.isError(new Error()),
  () => Math.sumPrecise([1]), () => new Intl.DurationFormat("en").format({}), () => Uint8Array.fromBase64("*"),
];
for (const attempt of attempts) {
  try { probe(await probe(attempt(), String(attempt)), String(attempt)); } catch (error) { probe(error, String(attempt), 50); }
}`,
  }),
];
