import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { failureOf, includes, resultOf } from "../expect-result.js";
import { until, within } from "../within.js";
import { ABORTS } from "./deadlines/aborts.js";
import { ENDLESS_CODE } from "./deadlines/endless-code.js";

/** No code outlives its deadline, or its caller's patience. */
export const DEADLINES: ConformanceTopic = {
  name: "deadlines",
  cases: [
    ...ENDLESS_CODE,
    {
      id: "deadlines/tool-call",
      title: "a tool call that hangs ends in time, is named, and is cancelled at its server",
      async run(context) {
        const { execute, servers } = await context.plain();
        const code = "return await kit.wait({ ms: 60_000 })";
        const result = await within(20_000, execute(code, 1_000), "the execution");
        failureOf(result, { code: "EXECUTION_TIMEOUT", says: ["timed out", "kit.wait"] });
        await until(() => servers.calls[0]?.cancelled() === true, 6_000, "the cancellation");
        assert.equal(result.tool_calls?.[0]?.status, "cancelled");
      },
    },
    {
      id: "deadlines/configured",
      title: "the executor's own timeout holds where the call names none",
      async run(context) {
        const bench = await context.open({ timeoutMs: 600 });
        const result = await within(
          20_000,
          bench.execute("await new Promise(() => {})"),
          "the execution",
        );
        failureOf(result, { code: "EXECUTION_TIMEOUT", says: ["timed out after 600 ms"] });
      },
    },
    {
      id: "deadlines/raised",
      title: "a call may raise the executor's timeout",
      async run(context) {
        const bench = await context.open({ timeoutMs: 300 });
        const code = "await new Promise((resolve) => setTimeout(resolve, 900)); return 'done'";
        assert.equal(resultOf(await bench.execute(code, 30_000)), "done");
      },
    },
    {
      id: "deadlines/lowered",
      title: "a call may lower the executor's timeout",
      async run(context) {
        const bench = await context.open({ timeoutMs: 60_000 });
        const running = bench.execute("await new Promise(() => {})", 500);
        const { error } = await within(20_000, running, "the execution");
        includes(error ?? "", "timed out after 500 ms");
      },
    },
    {
      id: "deadlines/in-time",
      title: "code that ends in time is not affected",
      async run(context) {
        const code = "await kit.wait({ ms: 100 }); return 'in time'";
        assert.equal(resultOf(await context.execute(code, 20_000)), "in time");
      },
    },
    ...ABORTS,
  ],
};
