import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { failureOf, resultOf } from "../expect-result.js";
import { returns } from "../simple-cases.js";
import { within } from "../within.js";
import { HOLES } from "./sizes/holes.js";
import { LONG_ARRAYS } from "./sizes/long-arrays.js";
import { SpokenGuest } from "./snapshots/spoken-guest.js";

/** Large values pass whole, or are refused with their size. */
export const SIZES: ConformanceTopic = {
  name: "sizes",
  cases: [
    {
      id: "sizes/result",
      title: "a result of 10 MB",
      async run(context) {
        const value = resultOf(await context.execute("return 'ü'.repeat(5e6)"));
        assert.ok(value === "ü".repeat(5e6), "the text did not arrive as it was");
      },
    },
    {
      id: "sizes/elements",
      title: "a result of 100,000 objects",
      async run(context) {
        const code = "return Array.from({ length: 100_000 }, (_, n) => ({ n, text: 'n' + n }))";
        const value = resultOf(await context.execute(code)) as { n: number; text: string }[];
        assert.equal(value.length, 100_000);
        assert.ok(value.every(({ n, text }, index) => n === index && text === `n${n}`));
      },
    },
    returns(
      "sizes/tool-result",
      "a tool result of 10 MB",
      "const text = await kit.large({ bytes: 10e6 });\nreturn [text.length, text === 'x'.repeat(10e6)]",
      [10e6, true],
    ),
    {
      id: "sizes/argument",
      title: "an argument of 10 MB",
      async run(context) {
        const { execute, servers } = await context.plain();
        const code = "return (await kit.echo({ text: 'ü'.repeat(5e6) })).text.length";
        assert.equal(resultOf(await execute(code)), 5e6);
        assert.ok(servers.calls[0]?.args["text"] === "ü".repeat(5e6));
      },
    },
    {
      id: "sizes/code",
      title: "code of 1 MB",
      async run(context) {
        const code = `const lines = [\n${'"a line of data",\n'.repeat(60_000)}];\nreturn lines.length`;
        assert.equal(resultOf(await context.execute(code)), 60_000);
      },
    },
    {
      id: "sizes/far-too-large",
      title: "a result of 70 MB is refused by the limit that holds where none is set",
      async run(context) {
        // Whatever the executor's own default is: the result is to reach its limit first.
        const bench = await context.open({ memoryLimitMb: 512 });
        failureOf(await bench.execute("return 'x'.repeat(70e6)"), {
          code: "RESULT_TOO_LARGE",
          says: ["70000002 characters"],
        });
      },
    },
    {
      id: "sizes/too-large",
      title: "a result beyond the limit is refused with its size and a way out",
      async run(context) {
        const bench = await context.open({ limits: { maxResultBytes: 10_000 } });
        const { message } = failureOf(await bench.execute("return 'x'.repeat(20_000)"), {
          code: "RESULT_TOO_LARGE",
          says: ["20002", "10000"],
        });
        assert.match(message, /filter|aggregate|slice/);
        assert.equal(resultOf(await bench.execute("return 'x'.repeat(9_000).length")), 9_000);
      },
    },
    {
      id: "sizes/error",
      title: "an error whose message has 70 MB is told in part, with its name and its place",
      async run(context) {
        const bench = await context.open({ memoryLimitMb: 512 });
        const source = "const text = 'x'.repeat(70e6);\nthrow new RangeError(text);";
        const { message } = failureOf(await bench.execute(source), {
          code: "CODE_THREW",
          name: "RangeError",
          says: ["xxx… (68951424 characters more)"],
          at: { source, line: 2, within: "new RangeError(text)" },
        });
        assert.ok(message.length < 1.1e6, `the message has ${message.length} characters`);
      },
    },
    {
      id: "sizes/reply-order",
      title: "a message of two million characters is not overtaken by a short one behind it",
      async run(context) {
        const bench = await context.plain();
        // An executor that is no SandboxExecutor has no sandboxes that could be looked at.
        if (!("open" in bench.executor)) return;
        const guest = await SpokenGuest.run(
          bench,
          `const order = [];
           const calls = [kit.echo({}), kit.add({})];
           await Promise.all(calls.map((call, n) => call.then(() => order.push(n))));
           return order;`,
        );
        assert.deepEqual(await guest.calls(2), [1, 2]);
        guest.reply(1, "x".repeat(2e6));
        guest.reply(2, "short");
        assert.deepEqual(await guest.result(), [0, 1]);
        await within(20_000, guest.dispose(), "dispose()");
      },
    },
    ...HOLES,
    ...LONG_ARRAYS,
  ],
};
