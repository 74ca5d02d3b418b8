import assert from "node:assert/strict";
import type { Bench } from "../case-context.js";
import type { ConformanceTopic } from "../conformance-case.js";
import { failureOf, resultOf } from "../expect-result.js";

/** A result that no model is shown whole, with what is easily lost on the way. */
const LARGE = `const odd = JSON.parse('{"__proto__":{"a":1},"then":2,"toJSON":null,"":[-1e-7,1e21,"\\\\u0000"]}');
return { odd, texts: Array.from({ length: 2_000 }, (_, n) => n + " ü🔥\\u2028\\ud800 " + "x".repeat(n % 50)) };`;

/** `recall` in the guest: what an earlier answer to the model was cut of. */
export const RECALL: ConformanceTopic = {
  name: "recall",
  cases: [
    {
      id: "recall/whole",
      title: "gives a later execution the whole of a result that was cut",
      async run(context) {
        const bench = await context.plain();
        const handle = await cutResult(bench, LARGE);
        const recalled = await bench.execute(`return await recall("${handle}")`);
        assert.deepEqual(resultOf(recalled), resultOf(await bench.execute(LARGE)));
      },
    },
    {
      id: "recall/parts",
      title: "gives values of the guest's own, which later recalls do not share",
      async run(context) {
        const bench = await context.plain();
        const handle = await cutResult(bench, LARGE);
        const result = await bench.execute(`
          const [first, second] = await Promise.all([recall("${handle}"), recall("${handle}")]);
          first.texts.length = 0;
          const third = await recall("${handle}");
          return [second.texts.length, third.texts.length, third.texts instanceof Array];`);
        assert.deepEqual(resultOf(result), [2_000, 2_000, true]);
      },
    },
    {
      id: "recall/unknown",
      title: "fails for a handle that does not exist, naming those that do",
      async run(context) {
        const bench = await context.plain();
        const handle = await cutResult(bench, LARGE);
        const source = 'const wrong = "r999";\nreturn await recall(wrong);';
        failureOf(await bench.execute(source), {
          code: "RECALL_UNKNOWN",
          name: "RecallError",
          says: ['"r999"', handle],
          at: { source, line: 2, within: "recall(wrong)" },
        });
      },
    },
    {
      id: "recall/caught",
      title: "rejects with a ToolError for whatever is no handle",
      async run(context) {
        const result = await context.execute(`
          const errors = [];
          for (const wrong of [undefined, null, 7, {}, ["r1"], Symbol("r1"), () => {}, "", "__proto__"]) {
            errors.push(await recall(wrong).catch((error) => error));
          }
          return errors.every((error) => error instanceof ToolError && error.code === "RECALL_UNKNOWN");`);
        assert.equal(resultOf(result), true);
      },
    },
  ],
};

/** Lets a model's tool run the code, and gives the handle of the result that was cut. */
async function cutResult({ client }: Bench, code: string): Promise<string> {
  const [executeCode] = client.codeModeConnector?.tools ?? [];
  const answer = await executeCode?.call({ code });
  const { cut, error } = JSON.parse(String(answer?.content[0]?.["text"])) as Record<
    string,
    unknown
  >;
  assert.equal(error, null, `the execution failed: ${error}`);
  const [, handle] = /recall\('(r\d+)'\) gives the whole result/.exec(String(cut)) ?? [];
  assert.ok(handle !== undefined, `the answer names no handle: ${cut}`);
  return handle;
}
