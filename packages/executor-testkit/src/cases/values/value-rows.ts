/** One row of docs/values.md. */
export interface ValueRow {
  readonly id: string;
  readonly title: string;
  /** Statements before it. */
  readonly setUp?: string;
  /** The expression. */
  readonly value: string;
  /** What it becomes; `undefined` if it is left out. */
  readonly json: unknown;
  /** Where it is refused as an argument: how a title calls it, and what the message says. */
  readonly refused?: { readonly kind: string; readonly says: string };
}

/** Every row of docs/values.md, as a property of what is returned or passed to a tool. */
export const VALUE_ROWS: readonly ValueRow[] = [
  {
    id: "json",
    title: "JSON as itself",
    value: '["a", true, null, 1.5, {}]',
    json: ["a", true, null, 1.5, {}],
  },
  { id: "negative-zero", title: "-0 as 0", value: "-0", json: 0 },
  {
    id: "undefined-property",
    title: "no property for undefined",
    value: "undefined",
    json: undefined,
  },
  {
    id: "undefined-in-array",
    title: "null for undefined in an array",
    value: "[undefined, 1, , 2]",
    json: [null, 1, null, 2],
  },
  {
    id: "beside-elements",
    title: "the elements of an array, and nothing beside them",
    value: '"a1".match(/(?<letter>[a-z])(?<digit>[0-9])/)',
    json: ["a1", "a", "1"],
  },
  {
    id: "symbol-keys",
    title: "the properties of an object whose keys are no symbols",
    value: '({ [Symbol("key")]: 1, a: 2 })',
    json: { a: 2 },
  },
  {
    id: "not-finite",
    title: "the names of numbers that are not finite",
    value: "[NaN, Infinity, -Infinity]",
    json: ["NaN", "Infinity", "-Infinity"],
  },
  {
    id: "bigint",
    title: "the digits of a bigint",
    value: "[12345678901234567890n, -1n]",
    json: ["12345678901234567890", "-1"],
  },
  {
    id: "date",
    title: "a Date in ISO 8601",
    value: "new Date(Date.UTC(2024, 1, 29, 12, 30, 1, 5))",
    json: "2024-02-29T12:30:01.005Z",
  },
  {
    id: "invalid-date",
    title: "an invalid Date, named so",
    value: "new Date(NaN)",
    json: "Invalid Date",
  },
  {
    id: "map",
    title: "a Map with string keys as an object",
    value: 'new Map([["b", 1], ["a", new Map([["c", 2]])]])',
    json: { b: 1, a: { c: 2 } },
  },
  {
    id: "map-of-pairs",
    title: "any other Map as pairs",
    value: 'new Map([[1, "one"], ["2", new Set([3])]])',
    json: [
      [1, "one"],
      ["2", [3]],
    ],
  },
  { id: "set", title: "a Set as an array", value: 'new Set(["a", 1n, "a"])', json: ["a", "1"] },
  {
    id: "typed-array",
    title: "typed arrays as arrays of numbers",
    value: "[new Uint8Array([1, 255]), new Float64Array([0.5, NaN]), new BigInt64Array([-7n])]",
    json: [[1, 255], [0.5, "NaN"], ["-7"]],
  },
  {
    id: "buffer",
    title: "an ArrayBuffer and a DataView as arrays of bytes",
    setUp: "const { buffer } = new Uint8Array([1, 2, 3, 4]);",
    value: "[buffer, new DataView(buffer, 1, 2)]",
    json: [
      [1, 2, 3, 4],
      [2, 3],
    ],
  },
  {
    id: "error",
    title: "an Error with its name, message, cause and own properties",
    value: 'Object.assign(new RangeError("far", { cause: new TypeError("odd") }), { status: 404 })',
    json: {
      name: "RangeError",
      message: "far",
      cause: { name: "TypeError", message: "odd" },
      status: 404,
    },
  },
  {
    id: "aggregate-error",
    title: "an AggregateError with its errors",
    value: 'new AggregateError([new Error("one"), "two"], "all")',
    json: {
      name: "AggregateError",
      message: "all",
      errors: [{ name: "Error", message: "one" }, "two"],
    },
  },
  { id: "regexp", title: "the source of a RegExp", value: "/a\\/b+/giu", json: "/a\\/b+/giu" },
  {
    id: "to-json",
    title: "what toJSON returns",
    value: "{ toJSON: () => ({ day: new Set([1]) }), secret: 1 }",
    json: { day: [1] },
  },
  {
    id: "to-json-key",
    title: "what toJSON makes of the key it is given",
    value: "{ a: [{ toJSON: (key) => [typeof key, key] }], b: { toJSON: (key) => key } }",
    json: { a: [["string", "0"]], b: "b" },
  },
  {
    id: "url",
    title: "the text of a URL",
    value: 'new URL("../c?q=1#f", "https://example.com/a/b/")',
    json: "https://example.com/a/c?q=1#f",
  },
  {
    id: "url-search-params",
    title: "the text of URLSearchParams",
    value: 'new URLSearchParams({ q: "a b" })',
    json: "q=a+b",
  },
  {
    id: "class-instance",
    title: "the own properties of a class instance",
    setUp: "class Point { #secret = 1; x = 1; get y() { return 2; } move() {} }",
    value: "Object.assign(new Point(), { z: 3 })",
    json: { x: 1, z: 3 },
  },
  {
    id: "heir",
    title: "the own properties of what merely inherits from a built-in class",
    setUp:
      "const heirOf = (prototype) => Object.assign(Object.create(prototype), { a: new Set([1]) });",
    value:
      "[Date, Map, Set, RegExp, Uint8Array, DataView, String].map((type) => heirOf(type.prototype))",
    json: Array.from({ length: 7 }, () => ({ a: [1] })),
  },
  {
    id: "getter",
    title: "the value of a getter",
    value: '{ get now() { return "later"; } }',
    json: { now: "later" },
  },
  {
    id: "no-prototype",
    title: "an object without a prototype",
    value: "Object.assign(Object.create(null), { a: 1 })",
    json: { a: 1 },
  },
  {
    id: "proto-key",
    title: "a property named __proto__ as any other",
    value: 'JSON.parse(\'{"__proto__":{"a":1},"constructor":2}\')',
    json: JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
  },
  {
    id: "shared",
    title: "an object that occurs twice, twice",
    setUp: "const one = { n: 1 };",
    value: "[one, { one }, one]",
    json: [{ n: 1 }, { one: { n: 1 } }, { n: 1 }],
  },
  {
    id: "function",
    title: "the name of a function",
    value: "[function lookUp() {}, Math.max, class Shop {}]",
    json: ["[Function: lookUp]", "[Function: max]", "[Function: Shop]"],
    refused: { kind: "a function", says: "is a function" },
  },
  {
    id: "symbol",
    title: "the name of a symbol",
    value: 'Symbol("key")',
    json: "Symbol(key)",
    refused: { kind: "a symbol", says: "is a symbol" },
  },
  {
    id: "promise",
    title: "a marker for a promise that was not awaited",
    value: "[Promise.resolve(1)]",
    json: ["[Promise: not awaited]"],
    refused: { kind: "a promise", says: "is a Promise: did you forget await?" },
  },
  {
    id: "iterator",
    title: "a marker for iterators, whose values nobody has read",
    setUp: "function* numbers() { yield 1; }\nasync function* pages() { yield 1; }",
    value: '[new Map([["a", 1]]).values(), "a".matchAll(/a/g), numbers(), pages()]',
    json: Array.from({ length: 4 }, () => "[Iterator: not read]"),
    refused: { kind: "an iterator", says: "is an iterator: spread it into an array" },
  },
  {
    id: "weak",
    title: "markers for weak collections and references",
    value: "[new WeakMap(), new WeakSet(), new WeakRef({})]",
    json: ["[WeakMap]", "[WeakSet]", "[WeakRef]"],
  },
  {
    id: "circular",
    title: "a marker for a reference back",
    setUp: "const loop = { list: [] };\nloop.list.push(loop);",
    value: "loop",
    json: { list: ["[Circular]"] },
    refused: { kind: "a reference back", says: "is a reference to itself" },
  },
  {
    id: "throws",
    title: "what a getter, a toJSON or a proxy threw",
    setUp: 'const boom = () => { throw new Error("boom"); };',
    value:
      "[{ get a() { return boom(); }, b: 1 }, { toJSON: boom }, new Proxy({}, { ownKeys: boom })]",
    json: [{ a: "[Threw: boom]", b: 1 }, "[Threw: boom]", "[Threw: boom]"],
    refused: { kind: "what throws when it is read", says: "boom" },
  },
];

/** Code that makes the value of a row, and returns what the expression says. */
export function codeOf({ setUp = "", value }: ValueRow, returned = "{ value }"): string {
  return `${setUp}\nconst value = ${value};\nreturn ${returned}`;
}
