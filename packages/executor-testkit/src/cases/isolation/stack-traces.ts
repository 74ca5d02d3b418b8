import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/** Stack traces: the one place where engines run the host's code while the guest reads a property. */
export const STACK_TRACES: readonly ConformanceCase[] = [
  attack({
    id: "stack-symbol-name",
    title: "reading the stack of an error whose name is a symbol throws nothing of the host's",
    source: "CVE-2026-22709, GHSA-99p7-6v5w-7xg8",
    code: `const error = new Error("x");
error.name = Symbol("name");
probe(await (async () => error.stack)().catch((caught) => caught), "what the stack gave");
try { probe(error.stack, "stack"); } catch (thrown) { probe(thrown, "thrown"); }`,
  }),
  attack({
    id: "stack-hostile-header",
    title: "names and messages that throw, recurse or lie do so within the guest's realm",
    code: `const traps = [
  { name: { toString() { throw spy("name"); } } }, { message: { get toString() { return 1; } } },
  { get name() { return spy("name"); } }, { get message() { throw new Error("message"); } },
  { toString: spyFunction("toString") }, { [Symbol.toPrimitive]: spyFunction("toPrimitive") },
];
for (const trap of traps) {
  const error = Object.defineProperties(new Error("x"), Object.getOwnPropertyDescriptors(trap));
  try { probe(error.stack, "stack"); } catch (thrown) { probe(thrown, "thrown"); }
}`,
  }),
  attack({
    id: "prepare-stack-trace",
    title: "Error.prepareStackTrace sees no frame, function or object of the host",
    source: "CVE-2022-36067, GHSA-mrgp-mrhc-5jrq",
    code: `Error.prepareStackTrace = (error, frames) => {
  probe(frames, "frames", 2_000);
  for (const frame of frames) {
    for (const name of ["getThis", "getFunction", "getTypeName", "getEvalOrigin"]) {
      try { probe(frame[name](), name); } catch (thrown) { probe(thrown, name); }
    }
  }
  return frames;
};
probe(new Error("x").stack, "stack");
await kit.add({ a: 1, b: 2 });
probe(new Error("later").stack, "later stack");
setTimeout(() => probe(new Error("timer").stack, "stack in a timer"), 1);
await new Promise((resolve) => setTimeout(resolve, 5));`,
  }),
  attack({
    id: "prepare-stack-trace-replaced-error",
    title: "a replaced global Error is given no frames of the host",
    source: "CVE-2022-36067",
    code: `const prepare = function (error, frames) {
  probe(this, "this"); probe(arguments, "arguments", 2_000);
  for (const frame of frames) probe([frame.getThis(), frame.getFunction()], "frame");
  for (const frame of frames) {
    if (/node:|eval\\]/.test(frame.getFileName?.() ?? "")) console.log("ESCAPED a frame of the host's");
  }
};
globalThis.Error = { prepareStackTrace: prepare };
probe(new TypeError("x").stack, "stack");
globalThis.Error = new Proxy(function () {}, { get: () => prepare });
probe(new RangeError("x").stack, "stack");`,
  }),
  attack({
    id: "prepare-stack-trace-error-in-host",
    title: "errors that arise while the host works are not formatted by the guest",
    source: "CVE-2023-29017, GHSA-7jxr-cg7f-gpgv",
    code: `Error.prepareStackTrace = spyFunction("prepareStackTrace");
Error.stackTraceLimit = Infinity;
(async () => { throw new Error("unhandled"); })();
Promise.reject(new Error("unhandled"));
console.log(new Error("logged"));
console.error(new TypeError("logged"), { error: new RangeError("logged") });
await kit.fail({}).catch((error) => probe(error.stack, "stack"));
try { new URL("no"); } catch (error) { probe(error.stack, "stack"); }
await new Promise((resolve) => setTimeout(resolve, 20));
probe(undefined);`,
  }),
  attack({
    id: "capture-stack-trace",
    title: "Error.captureStackTrace on things of the host gives nothing of its realm",
    source: "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md",
    code: `if (typeof Error.captureStackTrace === "function") {
  Error.prepareStackTrace = (error, frames) => probe(frames.map((frame) => frame.getFunction()), "functions");
  const targets = [console, console.log, kit.add, search_tools, __tool_namespaces, globalThis, {}, kit];
  for (const target of targets) {
    try { Error.captureStackTrace(target); probe(target.stack, "stack"); } catch (error) { probe(error, "refused"); }
    try { Error.captureStackTrace(target, console.log); } catch (error) { probe(error, "refused"); }
  }
}
probe(Error.captureStackTrace, "captureStackTrace");`,
  }),
  attack({
    id: "stack-accessors",
    title: "the accessors of an error's stack are the guest's, whatever they are called on",
    code: `const refused = await kit.fail({}).catch((caught) => caught);
const links = [];
for (const error of [new Error("x"), refused]) {
  for (let at = error; at !== null; at = Object.getPrototypeOf(at)) links.push(at);
}
for (const at of links) {
  const { get, set, value } = Object.getOwnPropertyDescriptor(at, "stack") ?? {};
  probe([get, set, value, at], "descriptor");
  for (const receiver of [console, kit, globalThis, search_tools, null, 1, {}, new Proxy(refused, {})]) {
    try { probe(get?.call(receiver), "got"); } catch (thrown) { probe(thrown, "refused"); }
    try { probe(set?.call(receiver, 1), "set"); } catch (thrown) { probe(thrown, "refused"); }
  }
}`,
  }),
  attack({
    id: "stack-texts",
    title: "the texts of stacks name no file of the host's program",
    code: `Error.stackTraceLimit = 100;
const texts = [new Error("x").stack];
setTimeout(() => { texts.push(new Error("timer").stack); }, 1);
texts.push(await kit.fail({}).catch((error) => error.stack));
try { new URL("no"); } catch (error) { texts.push(error.stack); }
await new Promise((resolve) => setTimeout(resolve, 10));
for (const text of texts) {
  const [found] = /.*(node:|\\[eval|worker eval|node_modules|file:|\\.[cm]?[jt]s:).*/.exec(probe(text)) ?? [];
  if (found !== undefined) console.log("ESCAPED the place " + found);
}`,
  }),
  attack({
    id: "stack-trace-limit",
    title: "games with Error.stackTraceLimit give nothing of the host's",
    code: `for (const limit of [0, -1, Infinity, NaN, "5", 1e9, undefined, { valueOf: spyFunction("valueOf") }]) {
  Error.stackTraceLimit = limit;
  probe(new Error("x").stack, "stack");
}
Object.defineProperty(Error, "stackTraceLimit", { get: spyFunction("limit", () => 5), configurable: true });
probe(new Error("x").stack, "stack");
delete Error.stackTraceLimit;
probe(await kit.fail({}).catch((error) => [error, error.stack]), "error");`,
  }),
  attack({
    id: "stack-at-the-brink",
    title: "a stack overflow while a stack is formatted is an error of the guest",
    source: "https://github.com/patriksimek/vm2/issues/197, CVE-2019-10761",
    code: `const error = new Error("x");
atTheBrink(() => new Error("y").stack);
atTheBrink(() => { const named = new Error("z"); named.name = Symbol(); return named.stack; });
if (Error.captureStackTrace) atTheBrink(() => { const o = {}; Error.captureStackTrace(o); return o.stack; });
probe(error.stack, "stack");`,
  }),
  attack({
    id: "stack-of-host-rejections",
    title: "async stack traces and error causes lead to nothing of the host's",
    source: "CVE-2023-29017",
    code: `const outer = async () => { await kit.wait({ ms: 1 }); throw new Error("late", { cause: new Error("cause") }); };
const error = await outer().catch((caught) => caught);
probe([error, error.stack, error.cause, error.cause.stack], "error", 1_000);
const all = await Promise.any([kit.fail({}), outer()]).catch((caught) => caught);
probe([all, all.errors, all.stack], "aggregate", 2_000);`,
  }),
];
