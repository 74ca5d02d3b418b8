import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { prints } from "../../simple-cases.js";

/** The methods of `console` beside those that simply print. */
export const CONSOLE_METHODS: readonly ConformanceCase[] = [
  {
    id: "logs/table",
    title: "console.table prints a row per element and a column per property",
    async run(context) {
      const { logs, error } = await context.execute(
        'console.table([{ name: "a", open: 1 }, { name: "b", closed: true }]); console.table("no rows")',
      );
      assert.equal(error, null);
      const [table = "", text] = logs;
      const cells = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
      assert.deepEqual(cells[0], ["(index)", "name", "open", "closed"]);
      assert.deepEqual(cells.at(-2), ["0", "a", "1", ""].slice(0, cells.at(-2)?.length));
      assert.deepEqual(cells.at(-1), ["1", "b", "", "true"]);
      assert.equal(text, "no rows");
    },
  },
  prints(
    "logs/table-columns",
    "console.table prints the columns that are asked for, and each row on one line",
    'console.table([{ a: 1, b: "x\\ny" }, { a: 2 }], ["b", "c"])',
    ['(index) | b      | c\n0       | "x\\ny" |\n1       |        |'],
  ),
  prints(
    "logs/table-collections",
    "console.table prints maps and sets",
    'console.table(new Map([["k", { v: 1 }]])); console.table(new Set(["m"]))',
    ["(index) | v\nk       | 1", "(index) | value\n0       | m"],
  ),
  prints(
    "logs/table-without-properties",
    "console.table prints what has no properties as it is",
    "console.table([new Date(0), {}]); console.table([].values()); console.table([])",
    [
      "(index) | value\n0       | 1970-01-01T00:00:00.000Z\n1       | {}",
      "[Iterator: not read]",
      "(index)",
    ],
  ),
  {
    id: "logs/table-too-large",
    title: "console.table prints the beginning of a table that is too large",
    async run(context) {
      const { logs, error } = await context.execute(
        `const rows = Array.from({ length: 5000 }, (_, i) => ({ ["column" + i]: i, text: "x" }));
         console.table(rows)`,
      );
      assert.equal(error, null);
      const lines = logs[0]?.split("\n") ?? [];
      assert.match(lines[0] ?? "", /^\(index\) \| column0 \| text \| column1 \|/);
      assert.match(lines.at(-1) ?? "", /^… the table is too large: .* 5000 rows$/);
    },
  },
  {
    id: "logs/table-wide-cell",
    title: "a long text in a table widens no other row",
    async run(context) {
      const { logs, error } = await context.execute(
        'console.table([{ a: "x".repeat(5000) }, ...Array.from({ length: 50 }, () => ({ a: 1, b: 2 }))])',
      );
      assert.equal(error, null);
      const lines = logs[0]?.split("\n") ?? [];
      assert.equal(lines.length, 52);
      assert.ok(lines[1]?.includes("x".repeat(5000)));
      assert.ok((lines[2]?.length ?? 0) < 200);
    },
  },
  prints(
    "logs/group",
    "console.group indents what follows, every line of it",
    'console.group("outer"); console.log("a\\nb"); console.groupCollapsed(); console.warn("c"); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log("d")',
    ["outer", "  a\n  b", "[WARN]     c", "d"],
  ),
  prints(
    "logs/count",
    "console.count counts by label",
    'console.count(); console.count("x"); console.count(); console.countReset(); console.count()',
    ["default: 1", "x: 1", "default: 2", "default: 1"],
  ),
  {
    id: "logs/time",
    title: "console.time measures milliseconds by label",
    async run(context) {
      const { logs, error } = await context.execute(
        'console.time("load"); await new Promise((resolve) => setTimeout(resolve, 60)); console.timeLog("load"); console.timeEnd("load")',
      );
      assert.equal(error, null);
      assert.equal(logs.length, 2);
      for (const line of logs) {
        const ms = Number(/^load: (\d+(?:\.\d+)?)ms$/.exec(line)?.[1]);
        assert.ok(ms >= 40 && ms < 20_000, line);
      }
    },
  },
  {
    id: "logs/time-arguments",
    title: "console.timeLog prints what else it is given",
    async run(context) {
      const { logs, error } = await context.execute(
        'console.time("load"); console.timeLog("load", "%s", { page: 2 })',
      );
      assert.equal(error, null);
      assert.match(logs[0] ?? "", /^load: \d+(?:\.\d+)?ms %s \{"page":2\}$/);
    },
  },
  {
    id: "logs/time-unknown",
    title: "console.timeEnd measures nothing where no timer was started",
    async run(context) {
      const { logs, error } = await context.execute('console.timeEnd("load")');
      assert.equal(error, null);
      assert.match(logs[0] ?? "", /^\[WARN\] .*\bload\b/);
      assert.doesNotMatch(logs[0] ?? "", /\d/);
    },
  },
  prints(
    "logs/clear",
    "console.clear keeps what was printed, and console.dirxml prints",
    'console.log("a"); console.clear(); console.dirxml({ b: 1 }, 2)',
    ["a", '{"b":1} 2'],
  ),
  prints(
    "logs/assert",
    "console.assert prints what does not hold",
    'console.assert(1 === 1, "fine"); console.assert(false); console.assert(0, "zero", { n: 0 })',
    ["[ERROR] Assertion failed", '[ERROR] Assertion failed: zero {"n":0}'],
  ),
  prints("logs/dir", "console.dir prints one value", "console.dir({ a: { b: 1 } }, { depth: 0 })", [
    '{"a":{"b":1}}',
  ]),
  {
    id: "logs/trace",
    title: "console.trace prints its arguments",
    async run(context) {
      const { logs, error } = await context.execute('console.trace("here", 1)');
      assert.equal(error, null);
      assert.equal(logs.length, 1);
      assert.match(logs[0] ?? "", /^Trace: here 1/);
    },
  },
];
