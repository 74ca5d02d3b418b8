import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, resultOf } from "../../expect-result.js";

/** Elements of a long array, in code and as they arrive. */
const ODD = `[n => n, n => "ü🔥\\u2028\\ud800" + n, () => undefined, () => null, () => NaN, n => -n / 3,
  n => ({ n, list: [n, [n]], gone: undefined }), () => 2n, n => new Date(n), () => () => {}, n => ({ toJSON: () => n }),
  () => new Map([["a", 1]]), () => "x".repeat(500), () => [], () => ({})]`;
const ODD_PLAIN: readonly ((n: number) => unknown)[] = [
  (n) => n,
  (n) => `ü🔥\u2028\ud800${n}`,
  () => null,
  () => null,
  () => "NaN",
  (n) => -n / 3,
  (n) => ({ n, list: [n, [n]] }),
  () => "2",
  (n) => new Date(n).toISOString(),
  () => "[Function (anonymous)]",
  (n) => n,
  () => ({ a: 1 }),
  () => "x".repeat(500),
  () => [],
  () => ({}),
];
const LONG = 20_000;
const ODD_LIST = `const odd = ${ODD};\nconst list = Array.from({ length: ${LONG} }, (_, n) => odd[n % odd.length](n));\n`;
const oddList = (): unknown[] =>
  Array.from({ length: LONG }, (_, n) => ODD_PLAIN[n % ODD_PLAIN.length]?.(n));

const NAMES = ["__proto__", "constructor", "key", "values", "", 'a"b\n', "ä".repeat(300), "9"];
const MEMBERS = `const long = (from) => Array.from({ length: 3_000 }, (_, n) => from + n);
const value = Object.fromEntries(${JSON.stringify(NAMES)}.flatMap((name, i) => [[name, long(i)], [name + "?", [i]]]));
`;
/** As text: the order of members counts, and so does that `__proto__` is one. */
function membersJson(): string {
  const long = (from: number): number[] => Array.from({ length: 3_000 }, (_, n) => from + n);
  const entries = NAMES.flatMap((name, i): [string, number[]][] => [
    [name, long(i)],
    [`${name}?`, [i]],
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Long arrays leave the guest in parts; nobody is to see that. */
export const LONG_ARRAYS: readonly ConformanceCase[] = [
  arrives("array", "a long array of all kinds of values", `${ODD_LIST}return list`, oddList),
  arrives(
    "array-read",
    "the same where reading may run code",
    `${ODD_LIST}return new Proxy(list, {})`,
    oddList,
  ),
  arrives(
    "array-places",
    "long arrays in other places: within arrays and objects, as a Map or a Set, of toJSON",
    `${ODD_LIST}const set = new Set(list.keys());
return { deep: { list }, lists: [list, [list]], set, map: new Map([[set, 1]]), made: { toJSON: () => list }, list }`,
    () => {
      const list = oddList();
      const set = [...list.keys()];
      return { deep: { list }, lists: [list, [list]], set, map: [[set, 1]], made: list, list };
    },
  ),
  arrives(
    "array-circular",
    "a long array whose elements refer to it, and to the object that holds it",
    `const list = Array.from({ length: 5_000 }, (_, n) => [n]);
const value = { list };
list[4_000].push(list);
list[4_001].push({ value });
return value`,
    () => {
      const list = Array.from({ length: 5_000 }, (_, n): unknown[] => [n]);
      list[4_000]?.push("[Circular]");
      list[4_001]?.push({ value: "[Circular]" });
      return { list };
    },
  ),
  arrives(
    "array-throws",
    "a long array that throws as it is read is a marker, and an element that does is one",
    `const list = Array.from({ length: 5_000 }, (_, n) => n);
const throwing = (at, what) => new Proxy(list, { get: (target, key) => { if (key === at) throw new Error(what); return target[key]; } });
return { whole: throwing("4000", "whole"), element: list.map((n) => n === 4_000 ? { get n() { throw new Error("element") } } : n) }`,
    () => ({
      whole: "[Threw: whole]",
      element: Array.from({ length: 5_000 }, (_, n) =>
        n === 4_000 ? { n: "[Threw: element]" } : n,
      ),
    }),
  ),
  arrives(
    "array-inherits",
    "a long array that throws for what it inherits",
    `const list = Array.from({ length: 5_000 }, (_, n) => n);
delete list[4_000];
Object.setPrototypeOf(list, Object.create(Array.prototype, { 4000: { get: () => { throw new Error("inherited") } } }));
return { list, other: 1 }`,
    () => ({ list: "[Threw: inherited]", other: 1 }),
  ),
  {
    id: "sizes/array-members",
    title: "long arrays among the members of an object keep their names and their order",
    async run(context) {
      const value = resultOf(await context.execute(`${MEMBERS}return value`));
      assert.equal(JSON.stringify(value), membersJson());
    },
  },
  {
    id: "sizes/array-changed-builtins",
    title: "a long array arrives when the code has changed what is built in",
    async run(context) {
      const code = `${ODD_LIST}
for (const key of ["min", "max", "trunc", "floor"]) Math[key] = () => 7;
for (const key of ["slice", "concat", "push", "map", "join"]) Array.prototype[key] = () => { throw new Error("changed"); };
JSON.stringify = () => '{"type":"part","values":["forged"]}';
return { list }`;
      assert.deepEqual(resultOf(await context.execute(code)), { list: oddList() });
    },
  },
  {
    id: "sizes/array-late",
    title: "a long array arrives beside a call that failed and that nobody awaited",
    async run(context) {
      const { execute } = await context.plain();
      const code = `${ODD_LIST}kit.fail({}).then(() => {});\nawait kit.echo({});\nreturn list`;
      assert.deepEqual(resultOf(await execute(code)), oddList());
    },
  },
  {
    id: "sizes/array-limit",
    title: "the limit of a result is to the character, also where long arrays are in it",
    async run(context) {
      const code = `${MEMBERS}return value`;
      const { length } = membersJson();
      const exact = await context.open({ limits: { maxResultBytes: length } });
      assert.equal(JSON.stringify(resultOf(await exact.execute(code))).length, length);
      const less = await context.open({ limits: { maxResultBytes: length - 1 } });
      failureOf(await less.execute(code), {
        code: "RESULT_TOO_LARGE",
        says: [`at least ${length} characters`],
      });
      const small = await context.open({ limits: { maxResultBytes: 20_000 } });
      failureOf(await small.execute(code), {
        code: "RESULT_TOO_LARGE",
        says: ["characters as JSON; the limit is 20000"],
      });
    },
  },
];

function arrives(id: string, what: string, code: string, expected: () => unknown): ConformanceCase {
  return {
    id: `sizes/${id}`,
    title: `${what} arrives as it is`,
    async run(context) {
      assert.deepEqual(resultOf(await context.execute(code)), expected());
    },
  };
}
