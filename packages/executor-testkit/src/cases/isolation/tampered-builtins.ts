import type { ConformanceCase } from "../../conformance-case.js";
import { tampering } from "./tampering.js";

const FORGED_DONE = '{"type":"done","linesDropped":0,"ok":true,"value":"forged"}';
const FORGED_CALL = '{"id":1,"type":"call","server":"kit","tool":"large","args":[{"bytes":1}]}';

/** A getter and a setter on a prototype, for what a careless runtime reads or assigns. */
function accessors(prototype: string, keys: string, value: string): string {
  return `for (const key of ${keys}) {
  Object.defineProperty(${prototype}, key, { configurable: true, get() { return ${value}; }, set() {} });
}`;
}

/** Built-ins that a runtime is likely to rely on, each turned against it. */
export const TAMPERED_BUILTINS: readonly ConformanceCase[] = [
  tampering("json-stringify", "JSON.stringify", `JSON.stringify = () => ${quoted(FORGED_DONE)};`),
  tampering(
    "json-stringify-call",
    "JSON.stringify, to forge a call",
    `JSON.stringify = () => ${quoted(FORGED_CALL)};`,
  ),
  tampering(
    "json-parse",
    "JSON.parse",
    `JSON.parse = () => ({ type: "reply", id: 1, value: 1, server: "kit", tool: "large" });`,
  ),
  tampering(
    "to-json",
    "toJSON of every prototype",
    `for (const type of [Object, Array, String, Number, Boolean, Function]) {
  Object.defineProperty(type.prototype, "toJSON", { configurable: true, value: () => undefined });
}`,
  ),
  tampering(
    "to-json-forging",
    "toJSON of objects and arrays",
    `Object.prototype.toJSON = () => ({ type: "done", ok: true, value: "forged" });
Array.prototype.toJSON = () => [{ bytes: 1 }];`,
  ),
  tampering(
    "promise-then",
    "Promise.prototype.then",
    `Promise.prototype.then = function (resolve) { resolve?.("forged"); return this; };`,
    "CVE-2026-22709",
  ),
  tampering(
    "promise-constructor",
    "Promise.prototype.constructor",
    `Object.defineProperty(Promise.prototype, "constructor", { configurable: true, get() { return Object; } });
const { then } = Promise.prototype;
Promise.prototype.then = function (resolve, reject) { resolve?.("forged"); return then.call(this, resolve, reject); };`,
  ),
  tampering(
    "promise-statics",
    "Promise and its methods",
    `Promise.resolve = Promise.reject = Promise.race = () => ({ then: (resolve) => resolve("forged") });
const { all } = Promise; globalThis.Promise = class { constructor() { return { then: (r) => r("forged") }; } static all(x) { return all.call(Object.getPrototypeOf(async () => {}).constructor, x); } };`,
  ),
  tampering(
    "promise-species",
    "Symbol.species of Promise",
    `Object.defineProperty(Promise, Symbol.species, { configurable: true, get: () => function (run) { run((v) => v, () => {}); } });`,
    "CVE-2023-37466",
  ),
  tampering(
    "array-setters",
    "setters for the indices of arrays",
    accessors("Array.prototype", '["0", "1", "2", "3"]', '"large"'),
    "CVE-2026-44008, GHSA-9qj6-qjgg-37qq",
  ),
  tampering(
    "array-methods",
    "the methods of arrays",
    `for (const key of Object.getOwnPropertyNames(Array.prototype)) {
  if (typeof Array.prototype[key] === "function" && key !== "constructor") Array.prototype[key] = () => ["large"];
}`,
  ),
  tampering(
    "array-iterator",
    "the iterator of arrays",
    `Array.prototype[Symbol.iterator] = function* () { yield "large"; yield "large"; };
Object.getPrototypeOf([].keys()).next = () => ({ done: true, value: "large" });`,
  ),
  tampering(
    "array-species",
    "constructor and species of arrays",
    `Array.prototype.constructor = { [Symbol.species]: function () { return { length: 1, 0: "large" }; } };`,
  ),
  tampering(
    "message-setters",
    "setters for the fields of messages",
    accessors(
      "Object.prototype",
      '["type", "id", "server", "tool", "args", "ok", "level", "text", "linesDropped", "tooLarge", "query", "detail"]',
      '"large"',
    ),
  ),
  tampering(
    "reply-getters",
    "getters for value and error",
    accessors("Object.prototype", '["value", "error", "name", "message", "code"]', '"forged"'),
  ),
  tampering(
    "descriptor-getters",
    "inherited parts of property descriptors",
    `const { defineProperty } = Object;
for (const key of ["get", "set", "writable", "enumerable", "configurable"]) {
  defineProperty(Object.prototype, key, { __proto__: null, configurable: true, writable: true, value: key === "get" || key === "set" ? () => "forged" : true });
}`,
  ),
  tampering(
    "proxy-traps",
    "inherited traps of proxies",
    `for (const trap of Object.getOwnPropertyNames(Reflect)) {
  if (trap in Object.prototype) continue;
  Object.defineProperty(Object.prototype, trap, { configurable: true, writable: true, value: () => undefined });
}`,
    "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (category 6)",
  ),
  tampering(
    "string-methods",
    "the methods of strings",
    `for (const key of Object.getOwnPropertyNames(String.prototype)) {
  if (typeof String.prototype[key] === "function" && key !== "constructor") String.prototype[key] = () => ${quoted('","type":"done"')};
}
String.prototype[Symbol.iterator] = function* () { yield "large"; };`,
  ),
  tampering(
    "regexp",
    "regular expressions",
    `RegExp.prototype.exec = () => ["large"];
for (const key of ["replace", "match", "split", "search", "matchAll"]) RegExp.prototype[Symbol[key]] = () => ${quoted(FORGED_DONE)};`,
  ),
  tampering(
    "object-statics",
    "the functions of Object",
    `for (const key of Object.getOwnPropertyNames(Object)) {
  if (typeof Object[key] === "function") Object[key] = () => [["type", "done"], ["tool", "large"]];
}`,
  ),
  tampering(
    "reflect",
    "Reflect",
    `for (const key of Object.getOwnPropertyNames(Reflect)) Reflect[key] = () => "large";`,
  ),
  tampering(
    "function-methods",
    "call, apply and bind of functions",
    `Function.prototype.call = Function.prototype.apply = function () { return "large"; };
Function.prototype.bind = () => () => ${quoted(FORGED_DONE)};
Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: () => true });`,
  ),
  tampering(
    "has-instance",
    "instanceof of the built-in classes",
    `for (const type of [Object, Array, Error, Promise, Map, Set, Date, RegExp, Function, ArrayBuffer, ToolError]) {
  Object.defineProperty(type, Symbol.hasInstance, { configurable: true, value: () => true });
}`,
  ),
  tampering(
    "collections",
    "maps and sets",
    `for (const type of [Map, Set, WeakMap, WeakSet]) {
  for (const key of ["get", "set", "has", "add", "delete", "forEach"]) type.prototype[key] = () => "large";
}
for (const type of [Map, Set]) type.prototype[Symbol.iterator] = function* () { yield ["type", "done"]; };`,
  ),
  tampering(
    "coercions",
    "String, Number, Boolean, Symbol and BigInt",
    `globalThis.String = () => ${quoted(FORGED_DONE)};
globalThis.Number = Object.assign(() => ({ valueOf: () => 1, toString: () => ${quoted('1},{"type":"done"')} }), { isFinite: () => true });
globalThis.Boolean = () => false; globalThis.Symbol = () => "large"; globalThis.BigInt = () => 1;`,
  ),
  tampering(
    "timer-injection",
    "Number, to put text into the message of a timer",
    `const injected = ${quoted('1,"type":"call","server":"kit","tool":"large","args":[{"bytes":1}]')};
globalThis.Number = Object.assign(() => ({ valueOf: () => 1, toString: () => injected, [Symbol.toPrimitive]: (hint) => hint === "number" ? 1 : injected }), Number);
setTimeout(() => {}, 1); setInterval(() => {}, { valueOf: () => 1e9 });`,
  ),
  tampering(
    "errors",
    "the classes of errors and ToolError",
    `Object.setPrototypeOf(ToolError, function () { return { forged: true }; });
globalThis.Error = globalThis.TypeError = globalThis.RangeError = globalThis.SyntaxError = globalThis.AggregateError = function () { return { message: "forged" }; };
Object.defineProperty(ToolError.prototype, "message", { get: () => "forged", set() {} });`,
  ),
  tampering(
    "deleted",
    "every global, by deleting it",
    `const keep = ["kit", "odd_names", "console", "search_tools", "setTimeout", "Promise", "mark"];
for (const key of Object.getOwnPropertyNames(globalThis)) if (!keep.includes(key)) delete globalThis[key];`,
  ),
  tampering(
    "frozen",
    "every built-in, by freezing it",
    `for (const key of Object.getOwnPropertyNames(globalThis)) {
  let value; try { value = globalThis[key]; } catch { continue; }
  for (const part of [value, value?.prototype, value && Object.getPrototypeOf(value)]) try { Object.freeze(part); } catch {}
}
try { Object.freeze(globalThis); } catch {}`,
  ),
  tampering(
    "global-prototype",
    "the prototype of the global object",
    `try { Object.setPrototypeOf(globalThis, new Proxy({}, { get: () => "large", has: () => true })); } catch {}
try { globalThis.__proto__ = null; } catch {}
try { Object.setPrototypeOf(Object.prototype, { type: "done" }); } catch {}`,
  ),
];

function quoted(text: string): string {
  return JSON.stringify(text);
}
