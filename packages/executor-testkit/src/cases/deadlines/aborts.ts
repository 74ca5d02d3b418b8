import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, resultOf } from "../../expect-result.js";
import { pause, until, within } from "../../within.js";

/** More than an executor lets run at once. */
const MANY = 20;

/** An AbortSignal ends an execution, whatever it is doing. */
export const ABORTS: readonly ConformanceCase[] = [
  aborted("abort-loop", "a loop", "for (;;);"),
  aborted("abort-wait", "a wait", "await new Promise(() => {})"),
  {
    id: "deadlines/abort-call",
    title: "an AbortSignal ends an execution and cancels its tool call at the server",
    async run(context) {
      const { execute, servers } = await context.plain();
      const controller = new AbortController();
      const { signal } = controller;
      const running = execute("return await kit.wait({ ms: 60_000 })", { signal });
      await until(() => servers.calls.length === 1, 20_000, "the tool call", running);
      controller.abort();
      failureOf(await within(6_000, running, "the end after the abort"), {
        code: "EXECUTION_ABORTED",
      });
      await until(() => servers.calls[0]?.cancelled() === true, 6_000, "the cancellation");
    },
  },
  {
    id: "deadlines/abort-before",
    title: "with an AbortSignal that has fired already nothing is run",
    async run(context) {
      const { execute, servers } = await context.plain();
      const signal = AbortSignal.abort(new Error("changed my mind"));
      const result = await execute("console.log('ran'); await kit.echo({})", { signal });
      failureOf(result, { code: "EXECUTION_ABORTED", says: ["changed my mind"] });
      await pause(100);
      assert.deepEqual([result.logs, servers.calls], [[], []]);
    },
  },
  {
    id: "deadlines/abort-opening",
    title: "executions that are aborted before they have begun hold no place that others need",
    async run(context) {
      const { execute } = await context.plain();
      resultOf(await execute("return 1"));
      const many = Array.from({ length: MANY }, (_, n) => n);
      // What comes first is being opened at the one moment, and what comes last waits at the other.
      for (const ms of [5, 150]) {
        const controller = new AbortController();
        const { signal } = controller;
        const code = "await new Promise(() => {})";
        const aborted = Promise.all(many.map(() => execute(code, { signal })));
        await Promise.race([pause(ms), aborted]);
        controller.abort();
        const results = await within(20_000, aborted, "the end of all after the abort");
        for (const result of results) failureOf(result, { code: "EXECUTION_ABORTED" });
      }
      const next = Promise.all(many.map((n) => execute(`return ${n}`)));
      assert.deepEqual((await within(30_000, next, "the next ones")).map(resultOf), many);
    },
  },
  {
    id: "deadlines/abort-after",
    title: "an AbortSignal that fires after the end changes nothing",
    async run(context) {
      const { execute } = await context.plain();
      const controller = new AbortController();
      const result = await execute("return 1", { signal: controller.signal });
      controller.abort();
      assert.equal(resultOf(result), 1);
      assert.equal(resultOf(await execute("return 2")), 2);
    },
  },
];

function aborted(id: string, title: string, code: string): ConformanceCase {
  return {
    id: `deadlines/${id}`,
    title: `an AbortSignal ends ${title}, and the next execution works`,
    async run(context) {
      const { execute } = await context.plain();
      resultOf(await execute("return 1"));
      const controller = new AbortController();
      const running = execute(code, { signal: controller.signal });
      await pause(150);
      controller.abort();
      const result = await within(6_000, running, "the end after the abort");
      failureOf(result, { code: "EXECUTION_ABORTED", says: ["aborted"] });
      assert.equal(resultOf(await within(20_000, execute("return 2"), "the next one")), 2);
    },
  };
}
