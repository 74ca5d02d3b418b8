import type { ConformanceCase } from "../../conformance-case.js";
import { attack } from "./attack.js";

/** Code made from strings, and modules: a guest may have the first, but never in another realm. */
export const CODE_GENERATION: readonly ConformanceCase[] = [
  attack({
    id: "eval",
    title: "eval, direct or indirect, sees nothing of the host",
    code: `const text = "typeof process + typeof require + typeof module";
for (const call of [() => eval(text), () => (0, eval)(text), () => globalThis.eval(text), () => Reflect.apply(eval, null, [text])]) {
  try { const seen = call(); if (seen.replaceAll("undefined", "") !== "") console.log("ESCAPED eval sees " + seen); }
  catch (error) { probe(error, "refusal"); }
}
probe(eval, "eval");`,
  }),
  attack({
    id: "function-constructors",
    title: "the constructors of functions of every kind see nothing of the host",
    source: "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (category 1)",
    code: `const makers = [(() => {}).constructor, (async () => {}).constructor, (function* () {}).constructor,
  (async function* () {}).constructor, console.log.constructor, kit.add.constructor, search_tools.constructor,
  setTimeout.constructor, Promise.constructor, "".constructor.constructor, class {}.constructor, Proxy.constructor];
for (const make of makers) {
  probe(make, "constructor");
  for (const call of [() => make("return this"), () => new make("return this"), () => Reflect.construct(make, ["return this"], Object)]) {
    try {
      const made = probe(call(), "made");
      const self = made.call(undefined);
      probe(typeof self.next === "function" ? (await self.next()).value : await self, "this of the made");
    } catch (error) { probe(error, "refusal"); }
  }
}`,
  }),
  attack({
    id: "timers-of-strings",
    title: "timers run no text outside the guest",
    code: `globalThis.ran = [];
for (const set of [setTimeout, setInterval, globalThis.setImmediate]) {
  try { probe(set?.("ran.push(typeof process)", 1), "timer"); } catch (error) { probe(error, "refusal"); }
}
await new Promise((resolve) => setTimeout(resolve, 20));
if (ran.some((seen) => seen !== "undefined")) console.log("ESCAPED a timer sees process");`,
  }),
  attack({
    id: "import-in-eval",
    title: "import() in text given to eval is refused by an error of the guest",
    source: "https://nodejs.org/api/vm.html (importModuleDynamically)",
    code: `for (const target of ["node:fs", "fs", "process", "node:process", "./x.mjs", "data:text/javascript,export default 1", ""]) {
  const name = JSON.stringify(target);
  for (const text of ["import(" + name + ")", "import(" + name + ", { with: { type: 'json' } })", "import.source(" + name + ")", "import.meta"]) {
    try {
      const promise = probe(Promise.resolve(probe(eval(text), "import")), "promise");
      probe(promise.constructor.constructor, "Function");
      probe(await promise.catch((error) => error), "settled", 2_000);
    } catch (error) { probe(error, "refusal"); }
  }
}`,
  }),
  attack({
    id: "import-in-functions",
    title: "import() in made functions is refused by an error of the guest",
    code: `const AsyncFunction = (async () => {}).constructor;
for (const make of [Function, AsyncFunction]) {
  try {
    const load = make("name", "return import(name)");
    const promise = probe(load("node:fs"), "promise");
    probe(await promise.catch((error) => error), "settled", 2_000);
  } catch (error) { probe(error, "refusal"); }
}`,
  }),
  attack({
    id: "import-with-hostile-specifier",
    title: "import() of things that are no strings gives their methods nothing of the host's",
    code: `globalThis.specifiers = [{ toString: spyFunction("toString", () => { throw {}; }) }, Symbol(), null,
  { [Symbol.toPrimitive]: spyFunction("toPrimitive", () => "node:fs") }, spy("specifier")];
globalThis.options = [undefined, spy("options"), { with: spy("with") }, { get with() { throw 1; } }, 1];
for (let i = 0; i < 25; i++) {
  try {
    const promise = eval("import(specifiers[" + (i % 5) + "], options[" + Math.floor(i / 5) + "])");
    probe(promise, "promise");
    probe(await promise.catch((error) => error), "settled");
  } catch (error) { probe(error, "refusal"); }
}`,
  }),
  attack({
    id: "import-in-timers",
    title: "import() in the text of a timer is not answered by the host",
    code: `try { setTimeout("import('node:fs').then((m) => { globalThis.loaded = m; }, (e) => { globalThis.loaded = e; })", 1); }
catch (error) { probe(error, "refusal"); }
await new Promise((resolve) => setTimeout(resolve, 50));
probe(globalThis.loaded, "loaded", 2_000);`,
  }),
  attack({
    id: "legacy-syntax",
    title: "with, labels, debugger and octal escapes reach no scope of the host",
    source: "https://agoric.com/blog/technology/realms-shim-security-updates/",
    code: `debugger;
const scopes = [console, kit, search_tools, globalThis, new Proxy({}, { has: () => true, get: (t, key) => key === Symbol.unscopables ? undefined : probe(t, "with") })];
const within = scopes.map((scope) => { with (scope) { probe(constructor, "with"); return [typeof process, typeof constructor]; } });
if (within.slice(0, 4).flat().some((kind, i) => i % 2 === 0 && kind !== "undefined")) console.log("ESCAPED with sees process");
outer: for (;;) { inner: do { break outer; } while (true); }
probe(within, "with");`,
  }),
  attack({
    id: "caller",
    title: "caller, callee and arguments of functions lead to no function of the host",
    source: "https://github.com/patriksimek/vm2/blob/main/docs/ATTACKS.md (callers)",
    code: `const look = function look() {
  for (const get of [() => look.caller, () => arguments.callee.caller, () => look.arguments, () => look.caller.caller,
    () => look.caller.arguments, () => Function.prototype.caller, () => arguments.callee.caller.caller.caller]) {
    try { probe(get(), "caller"); } catch (error) { probe(error, "refusal"); }
  }
  return "x";
};
look();
const hooks = { toString: look, valueOf: look, toJSON: look, [Symbol.toPrimitive]: look, then: look };
setTimeout(look, 1);
console.log(hooks);
console.log("%s", { toString: look });
await kit.echo({ value: { toJSON: look } }).catch(look);
Promise.resolve(hooks);
queueMicrotask(look);
search_tools(hooks).catch(look);
await new Promise((resolve) => setTimeout(resolve, 20));`,
  }),
  attack({
    id: "function-texts",
    title: "the texts of functions show nothing of the host's program",
    code: `const functions = [console.log, kit.add, search_tools, setTimeout, clearTimeout, ToolError, URL, structuredClone];
for (const each of functions) {
  const text = Function.prototype.toString.call(each);
  if (/\\brequire\\b|\\bprocess\\.|import\\(/.test(text)) console.log("ESCAPED text of the host: " + text.slice(0, 200));
}
probe(functions, "functions");`,
  }),
];
