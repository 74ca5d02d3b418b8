import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";

/**
 * `read(name, later)` is a function that gives 1 at first and something else later; `reads` counts. Each
 * part of `value` is read by another kind of property.
 */
const READS = `
const reads = {};
const read = (name, later) => () => {
  reads[name] = (reads[name] ?? 0) + 1;
  return reads[name] === 1 ? 1 : later();
};
let deep = 1;
for (let i = 0; i < 3_000; i++) deep = { deep };
const loop = {};
loop.loop = loop;
const list = [0, 0];
Object.defineProperty(list, "1", { get: read("list", () => 2), enumerable: true });
const proxied = (name, target) => new Proxy(target, {
  get(target, key) {
    if (key === "length" || key === "toJSON") return target[key];
    return read(name + key, () => 2n)();
  },
});
const value = {
  number: { get x() { return read("number", () => 2)(); } },
  bigint: { get x() { return read("bigint", () => 2n)(); } },
  loop: { get x() { return read("loop", () => loop)(); } },
  fn: { get x() { return read("fn", () => () => 2)(); } },
  promise: { get x() { return read("promise", () => Promise.resolve(2))(); } },
  deep: { get x() { return read("deep", () => deep)(); } },
  error: { get x() { return read("error", () => { throw new Error("a second read"); })(); } },
  copied: { at: new Date(0), get x() { return read("copied", () => 2)(); } },
  list,
  proxy: proxied("proxy", { a: 0, b: 0 }),
  proxies: proxied("proxies", [0, 0]),
  itself: { toJSON() { read("itself", () => 2)(); return this; }, a: 1 },
};
`;
const NAMES = ["number", "bigint", "loop", "fn", "promise", "deep", "error", "copied", "list"];
const ALL_ONCE = Object.fromEntries(
  [...NAMES, "proxya", "proxyb", "proxies0", "proxies1", "itself"].map((name) => [name, 1]),
);

const X = { x: 1 };
const SEEN = {
  number: X,
  bigint: X,
  loop: X,
  fn: X,
  promise: X,
  deep: X,
  error: X,
  copied: { at: "1970-01-01T00:00:00.000Z", x: 1 },
  list: [0, 1],
  proxy: { a: 1, b: 1 },
  proxies: [1, 1],
};

/** A property may run code, which may give something else each time: what was checked is what is sent. */
export const SINGLE_READS: readonly ConformanceCase[] = [
  {
    id: "values/result-read-once",
    title: "each property of a result is read once, whatever runs when it is read",
    async run(context) {
      const value = resultOf(await context.execute(`${READS}return value`));
      assert.deepEqual(value, { ...SEEN, itself: { toJSON: "[Function: toJSON]", a: 1 } });
    },
  },
  {
    id: "values/argument-read-once",
    title: "each property of an argument is read once, whatever runs when it is read",
    async run(context) {
      const { execute, servers } = await context.plain();
      const code = `${READS}value.itself = { toJSON() { read("itself", () => 2)(); return 1; } };
await kit.echo({ value });
return reads`;
      assert.deepEqual(resultOf(await execute(code)), ALL_ONCE);
      assert.deepEqual(servers.calls[0]?.args, { value: { ...SEEN, itself: 1 } });
    },
  },
  {
    id: "values/log-read-once",
    title: "each property of what is printed is read once, whether it fits a line or not",
    async run(context) {
      const code = `${READS}console.log(value);
let short = 0;
console.log({ get n() { return ++short; } });
console.table([{ get n() { return ++short; } }]);
return { ...reads, short }`;
      const { result, error, logs } = await context.execute(code);
      assert.equal(error, null);
      assert.deepEqual(result, { ...ALL_ONCE, short: 2 });
      const itself = { toJSON: "[Function: toJSON]", a: 1 };
      assert.equal(logs[0], JSON.stringify({ ...SEEN, itself }, undefined, 2));
      assert.equal(logs[1], '{"n":1}');
    },
  },
  {
    id: "values/changed-while-read",
    title: "what was read stays as it was, though a getter changes it afterwards",
    async run(context) {
      const code = `const first = { n: 1 };
return [first, { get later() { first.n = 2n; first.more = () => {}; return 3; } }]`;
      assert.deepEqual(resultOf(await context.execute(code)), [{ n: 1 }, { later: 3 }]);
    },
  },
];
