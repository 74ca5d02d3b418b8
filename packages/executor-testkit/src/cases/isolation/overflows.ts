import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/**
 * Stack overflows: wherever the stack ends in the midst of the host's code, the error is the host's. The
 * technique is that of https://github.com/patriksimek/vm2/issues/197 and its many successors.
 */
export const OVERFLOWS: readonly ConformanceCase[] = [
  attack({
    id: "overflow",
    title: "a stack overflow is an error of the guest",
    source: "CVE-2019-10761",
    code: `const down = () => down();
try { down(); } catch (error) { probe(error, "overflow"); }
const printed = { toString() { console.log("%s", printed); return ""; }, toJSON() { console.log(printed); } };
for (const print of [() => console.log("%s", printed), () => console.log(printed), () => structuredClone({ get x() { return structuredClone(this); } })]) {
  try { print(); } catch (error) { probe(error, "overflow"); }
}
try { (function f() { f.apply(this, arguments); })(); } catch (error) { probe(error, "overflow"); }`,
  }),
  attack({
    id: "overflow-in-console",
    title: "a stack overflow within console is an error of the guest",
    source: "https://github.com/patriksimek/vm2/issues/197",
    code: `atTheBrink(() => console.log("x"));
atTheBrink(() => console.error("%s %o", { a: [1] }, new Map([[1, 2]])));
atTheBrink(() => console.table([{ a: 1 }]));
probe(console, "console");`,
  }),
  attack({
    id: "overflow-in-tool-call",
    title: "a stack overflow within a tool call is an error of the guest",
    code: `const promises = [];
atTheBrink(() => { promises.push(kit.add({ a: 1, b: 2 })); });
for (const settled of await Promise.allSettled(promises)) probe(settled.reason, "reason", 5);
probe(await kit.add({ a: 2, b: 2 }), "later");`,
  }),
  attack({
    id: "overflow-in-search",
    title: "a stack overflow within search_tools is an error of the guest",
    code: `const promises = [];
atTheBrink(() => { promises.push(search_tools("add", "names")); });
for (const settled of await Promise.allSettled(promises)) probe(settled.reason, "reason", 5);
probe(await search_tools("add"), "later");`,
  }),
  attack({
    id: "overflow-in-timers",
    title: "a stack overflow within timers is an error of the guest",
    source: "https://github.com/patriksimek/vm2/issues/199",
    code: `atTheBrink(() => { clearTimeout(setTimeout(() => {}, 1)); });
atTheBrink(() => { clearInterval(setInterval(() => {}, 1)); });
await new Promise((resolve) => setTimeout(resolve, 2));
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-web-apis",
    title: "a stack overflow while a web API is loaded or used is an error of the guest",
    code: `atTheBrink(() => new URL("http://a/b"));
atTheBrink(() => { new URL("no"); });
atTheBrink(() => structuredClone(new Error("x")));
atTheBrink(() => crypto.randomUUID());
atTheBrink(() => new TextEncoder().encode("x"));
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-namespace",
    title: "a stack overflow in the traps of a namespace is an error of the guest",
    code: `atTheBrink(() => Object.keys(odd_names));
atTheBrink(() => kit.no_such_tool);
atTheBrink(() => "add" in kit);
atTheBrink(() => { "use strict"; kit.add = 1; });
atTheBrink(() => JSON.stringify(kit));
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-code-generation",
    title: "a stack overflow while code is made from strings is an error of the guest",
    code: `const AsyncFunction = (async () => {}).constructor;
atTheBrink(() => eval("1"));
atTheBrink(() => (0, eval)("(() => { syntax error"));
atTheBrink(() => Function("return this")());
atTheBrink(() => AsyncFunction("return this"));
atTheBrink(() => new RegExp("(".repeat(50)));
atTheBrink(() => setTimeout("1"));
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-import",
    title: "a stack overflow in import() is an error of the guest",
    code: `const promises = [];
atTheBrink(() => { promises.push(eval('import("node:fs")')); });
atTheBrink(() => { promises.push(Function('return import("x")')()); });
for (const settled of await Promise.allSettled(promises)) probe(settled.value ?? settled.reason, "import");
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-rejection",
    title: "a stack overflow while a rejection is recorded is an error of the guest",
    source: "CVE-2026-44001",
    code: `atTheBrink(() => Promise.reject(new Error("x")));
atTheBrink(() => (async () => { throw new Error("y"); })());
const rejected = Promise.reject(1);
await new Promise((resolve) => setTimeout(resolve, 5));
atTheBrink(() => rejected.catch(() => {}));
atTheBrink(() => new Promise(() => { throw new Error("z"); }));
atTheBrink(() => { kit.fail({}).then(() => {}); });
probe(rejected, "rejected");`,
  }),
  attack({
    id: "overflow-in-async",
    title: "a stack overflow in async functions, generators and thenables is an error of the guest",
    source:
      "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (async generators, thenables)",
    code: `const down = async (n) => { await 0; return deep(n); };
const deep = () => { try { deep(); } finally { new Error().stack; } };
probe(await down(1).catch((error) => error), "async");
const thenable = { then() { deep(); } };
probe(await Promise.resolve(thenable).catch((error) => error), "thenable");
const inner = { [Symbol.asyncIterator]() { return this; }, next: () => ({ value: 1, done: false }) };
async function* outer() { yield* inner; }
const iterator = outer();
await iterator.next();
try { probe(await iterator.return(thenable), "return"); } catch (error) { probe(error, "return"); }
try { for await (const x of (async function* () { yield deep(); })()) probe(x); } catch (error) { probe(error); }`,
  }),
  attack({
    id: "overflow-with-species",
    title: "a promise class with a species of its own collects no error of the host",
    source: "CVE-2023-37466, GHSA-76w7-j9cq-rx2j",
    code: `const collect = spyFunction("reject");
class Species extends Promise {
  static get [Symbol.species]() {
    return function (executor) { executor(spyFunction("resolve"), collect); };
  }
}
const down = () => { const error = new Error(); error.name = Symbol(); try { down(); } finally { error.stack; } };
new Species((resolve) => resolve()).then(down);
Object.defineProperty(Promise, Symbol.species, { get: () => Species[Symbol.species], configurable: true });
Promise.resolve().then(down);
kit.add({ a: 1, b: 2 }).then(down);
await new Promise((resolve) => setTimeout(resolve, 20));
probe(undefined);`,
  }),
  attack({
    id: "overflow-in-coercion",
    title: "overflows by getters, proxies, coercions, sorting and JSON are errors of the guest",
    code: `const getter = { get x() { return this.x; } };
const proxy = new Proxy({}, { get: (target, key, receiver) => receiver[key] });
const text = { toString: () => \`\${text}\` };
const json = { toJSON: () => JSON.stringify(json) };
let nested = [];
for (let i = 0; i < 20_000; i++) nested = [nested];
const attempts = [() => getter.x, () => proxy.x, () => text + "", () => JSON.stringify(json),
  () => JSON.stringify(nested), () => String(nested), () => nested.flat(Infinity),
  () => [2, 1].sort(function f() { return [2, 1].sort(f); }), () => "a".replace("a", function f() { return "a".replace("a", f); }),
  () => Math.max(...new Array(5e5)), () => String.fromCharCode.apply(null, new Array(5e5)),
  () => JSON.parse("[".repeat(1e5)), () => new RegExp("(?:".repeat(5e3)), () => Reflect.construct(class A { constructor() { new A(); } }, [])];
for (const attempt of attempts) try { probe(attempt(), "made", 5); } catch (error) { probe(error, String(attempt)); }`,
  }),
  attack({
    id: "overflow-in-arguments",
    title: "a stack overflow while arguments or log entries are encoded is an error of the guest",
    code: `const deep = { get a() { return { get a() { return deep; } }; } };
const down = () => down();
const overflowing = [{ toJSON: down }, { get x() { return down(); } }, new Proxy({}, { ownKeys: down }), deep];
for (const value of overflowing) {
  try { probe(await kit.echo({ value }), "call"); } catch (error) { probe(error, "refusal"); }
  try { console.log(value); console.log("%s", value); } catch (error) { probe(error, "refusal"); }
}
probe(undefined);`,
  }),
];
