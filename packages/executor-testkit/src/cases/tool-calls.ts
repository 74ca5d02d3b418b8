import assert from "node:assert/strict";
import type { ToolCallRecord } from "@toolweave/core";
import type { ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { returns } from "../simple-cases.js";
import { pause } from "../within.js";

/** Nested calls: what reaches a server, and what is recorded. */
export const TOOL_CALLS: ConformanceTopic = {
  name: "tool calls",
  cases: [
    returns(
      "tool-calls/arguments",
      "arguments arrive, and their absence is an empty object",
      'return [await kit.echo({ a: { b: [1, "ü", null] } }), await kit.echo({}), await kit.echo(), await kit.echo(undefined)]',
      [{ a: { b: [1, "ü", null] } }, {}, {}, {}],
    ),
    returns(
      "tool-calls/own-value",
      "each call gives a value of its own",
      "const [a, b] = [await kit.echo({ n: [1] }), await kit.echo({ n: [1] })];\na.n.push(2);\nreturn [a, b, Array.isArray(a.n), a.n instanceof Array, a.constructor === Object]",
      [{ n: [1, 2] }, { n: [1] }, true, true, true],
    ),
    {
      id: "tool-calls/records",
      title: "every call is recorded in the order of invocation",
      async run(context) {
        const { tool_calls: records = [], error } = await context.execute(`
          const [slow, quick] = [kit.wait({ ms: 80 }), kit.echo({ text: "ü" })];
          await Promise.all([slow, quick]);
          await odd_names["get-item"]({}).catch(() => {});
          await kit.fail({}).catch(() => {});
          await kit.missing().catch(() => {});
        `);
        assert.equal(error, null);
        const seen = records.map((each) => [each.id, each.server, each.namespace, each.tool]);
        assert.deepEqual(seen, [
          [1, "kit", "kit", "wait"],
          [2, "kit", "kit", "echo"],
          [3, "odd-names", "odd_names", "get-item"],
          [4, "kit", "kit", "fail"],
          [5, "kit", "kit", "missing"],
        ]);
        assert.deepEqual(
          records.map(({ status, error_code: code }) => code ?? status),
          ["ok", "ok", "ok", "TOOL_FAILED", "TOOL_UNKNOWN"],
        );
        const [slow, quick] = records as [ToolCallRecord, ToolCallRecord];
        assert.ok(slow.duration_ms >= 60, `${slow.duration_ms} ms for a call that waits 80 ms`);
        assert.ok(quick.started_ms >= slow.started_ms);
        assert.deepEqual([quick.bytes_in, quick.bytes_out], [13, 13]);
        assert.equal(records[3]?.error, "it failed");
      },
    },
    {
      id: "tool-calls/observed",
      title: "onToolCall sees every call begin and end",
      async run(context) {
        const events: string[] = [];
        const result = await context.execute(
          "await kit.add({ a: 1, b: 2 });\nawait kit.fail({}).catch(() => {});",
          {
            onToolCall: ({ id, tool, status }) => {
              events.push(`${id} ${tool} ${status}`);
              throw new Error("an observer's mistake changes nothing");
            },
          },
        );
        assert.equal(result.error, null);
        assert.deepEqual(events, ["1 add pending", "1 add ok", "2 fail pending", "2 fail error"]);
      },
    },
    {
      id: "tool-calls/events",
      title: "the client's events of a call and of a log line name the execution they are of",
      async run(context) {
        const { client, execute } = await context.plain();
        const seen: string[] = [];
        client.on("toolCallStart", ({ executionId, call }) =>
          seen.push(`${executionId} ${call.tool}`),
        );
        client.on("log", ({ executionId, line }) => seen.push(`${executionId} ${line}`));
        const run = (executionId: string): Promise<unknown> =>
          execute(`console.log("${executionId}"); await kit.echo({})`, { executionId });
        await Promise.all([run("one"), run("two")]);
        assert.deepEqual(seen.sort(), ["one echo", "one one", "two echo", "two two"]);
      },
    },
    {
      id: "tool-calls/not-awaited",
      title: "a call that is not awaited is recorded, and the execution does not wait for it",
      async run(context) {
        const started = performance.now();
        const result = await context.execute('kit.wait({ ms: 30_000 }); return "returned"');
        assert.equal(resultOf(result), "returned");
        assert.ok(performance.now() - started < 20_000);
        assert.deepEqual(
          result.tool_calls?.map(({ id, status }) => [id, status]),
          [[1, "cancelled"]],
        );
      },
    },
    {
      id: "tool-calls/after-return",
      title: "a call made after the return reaches no server",
      async run(context) {
        const { execute, servers } = await context.plain();
        const code = `
          const call = (n) => kit.echo({ n }).catch(() => {});
          setTimeout(() => call(1), 30);
          setInterval(() => call(2), 30);
          (async () => { for (;;) { await null; await call(3); } })();
          kit.wait({ ms: 30 }).then(() => call(4), () => call(5));
          return "returned";`;
        assert.equal(resultOf(await execute(code)), "returned");
        await execute("return 1");
        const atReturn = servers.calls.length;
        await pause(600);
        assert.equal(servers.calls.length, atReturn);
      },
    },
    {
      id: "tool-calls/failed-execution",
      title: "the calls of an execution that fails are recorded too",
      async run(context) {
        const { error, tool_calls: records } = await context.execute(
          "await kit.add({ a: 1, b: 2 });\nnull.x",
        );
        assert.notEqual(error, null);
        assert.deepEqual(
          records?.map(({ tool, status }) => [tool, status]),
          [["add", "ok"]],
        );
      },
    },
  ],
};
