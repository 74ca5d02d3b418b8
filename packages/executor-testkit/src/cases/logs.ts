import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { failureOf, includes, resultOf } from "../expect-result.js";
import { prints } from "../simple-cases.js";
import { until } from "../within.js";
import { CONSOLE_METHODS } from "./logs/console-methods.js";

const LONG = "x".repeat(100);

/** Console output: one entry per call, in order, readable. */
export const LOGS: ConformanceTopic = {
  name: "logs",
  cases: [
    prints(
      "logs/levels",
      "entries in order, with errors and warnings marked",
      'console.log("a"); console.error("b"); console.warn("c"); console.info("d"); console.debug("e")',
      ["a", "[ERROR] b", "[WARN] c", "d", "e"],
    ),
    prints(
      "logs/one-entry",
      "one entry per call, with its line breaks and all its arguments",
      'console.log("two\\nlines", 1, true, null, undefined); console.log(); await null; console.log("last")',
      ["two\nlines 1 true null undefined", "", "last"],
    ),
    prints(
      "logs/objects",
      "objects as JSON",
      'console.log({ a: [1, { b: "c" }] }, new Map([["k", 1]]), new Date(0), [undefined])',
      ['{"a":[1,{"b":"c"}]} {"k":1} 1970-01-01T00:00:00.000Z [null]'],
    ),
    prints(
      "logs/wide-objects",
      "objects over several lines if one is too short",
      `console.log({ text: "${LONG}", n: 1 })`,
      [`{\n  "text": "${LONG}",\n  "n": 1\n}`],
    ),
    prints("logs/errors", "errors by name and message", 'console.log(new RangeError("too far"))', [
      "RangeError: too far",
    ]),
    {
      id: "logs/causes",
      title: "errors with those that they stand for",
      async run(context) {
        const { logs, error } = await context.execute(`
          console.log(new Error("outer", { cause: new TypeError("inner") }));
          const tries = [Promise.reject(new Error("first")), Promise.reject(new Error("second"))];
          await Promise.any(tries).catch((error) => console.error("failed:", error));
        `);
        assert.equal(error, null);
        includes(logs[0] ?? "", "Error: outer (cause: inner)");
        includes(logs[1] ?? "", "first; second");
        assert.match(logs[1] ?? "", /^\[ERROR\] failed: AggregateError: \S/);
      },
    },
    prints(
      "logs/directives",
      "the directives of format strings",
      'console.log("%s has %d of %i%%, %j", "it", 1.5, 2.7, { a: 1 }, "rest"); console.log("100%", 1)',
      ['it has 1.5 of 2%, {"a":1} rest', "100% 1"],
    ),
    {
      id: "logs/hostile",
      title: "values that resist being printed end nothing",
      async run(context) {
        const { logs, error } = await context.execute(`
          const boom = () => { throw new Error("boom") };
          const loop = {}; loop.self = loop;
          console.log(new Proxy({}, { get: boom, ownKeys: boom, getPrototypeOf: boom }));
          console.log({ toJSON: boom }, { get a() { return boom() } });
          console.log(loop, Symbol("s"), 1n, () => {}, new (class Odd { toString() { boom() } })());
          console.log("%s %d %i", Object.create(null), Symbol("s"), Object.create(null));
          console.log("still here");
        `);
        assert.equal(error, null);
        assert.equal(logs.length, 5);
        assert.equal(logs.at(-1), "still here");
        includes(logs[2] ?? "", '{"self":"[Circular]"} Symbol(s) 1n');
        includes(logs[3] ?? "", "NaN NaN");
      },
    },
    {
      id: "logs/on-failure",
      title: "what was printed before an error is kept",
      async run(context) {
        const result = await context.execute('console.log("before"); null.x; console.log("after")');
        failureOf(result, { code: "CODE_THREW" });
        assert.deepEqual(result.logs, ["before"]);
      },
    },
    {
      id: "logs/before-a-loop",
      title: "what was printed before an endless loop is kept",
      async run(context) {
        const result = await context.execute('console.log("before"); for (;;);', 500);
        failureOf(result, { code: "EXECUTION_TIMEOUT" });
        assert.deepEqual(result.logs, ["before"]);
      },
    },
    {
      id: "logs/live",
      title: "onLog gets each entry at once",
      async run(context) {
        const lines: string[] = [];
        const bench = await context.plain();
        const running = bench.execute(
          'console.log("one"); console.warn("two"); return await kit.wait({ ms: 1_500 })',
          { onLog: (line) => lines.push(line) },
        );
        await until(
          () => bench.servers.calls.length > 0,
          20_000,
          "the call after two log lines",
          running,
        );
        await until(() => lines.length > 0, 1_000, "onLog");
        assert.deepEqual(lines, ["one", "[WARN] two"]);
        resultOf(await running);
        assert.deepEqual(lines, ["one", "[WARN] two"]);
      },
    },
    {
      id: "logs/throwing-observer",
      title: "an onLog that throws changes nothing",
      async run(context) {
        const onLog = (): void => {
          throw new Error("on purpose");
        };
        const result = await context.execute('console.log("a"); return 1', { onLog });
        assert.equal(resultOf(result), 1);
        assert.deepEqual(result.logs, ["a"]);
      },
    },
    {
      id: "logs/flood",
      title: "of a million lines the first are kept, and the others counted",
      async run(context) {
        const bench = await context.open({ limits: { maxLogBytes: 50_000 } });
        const result = await bench.execute(
          'for (let i = 0; i < 1_000_000; i++) console.log("line " + i); return "done"',
        );
        assert.equal(resultOf(result), "done");
        const { logs } = result;
        const kept = logs.length - 1;
        assert.deepEqual(logs.slice(0, 3), ["line 0", "line 1", "line 2"]);
        assert.ok(kept > 1_000 && logs.join("\n").length < 51_000, `${kept} lines were kept`);
        includes(logs.at(-1) ?? "", `[WARN] ${1_000_000 - kept} more lines were not kept`);
      },
    },
    ...CONSOLE_METHODS,
  ],
};
