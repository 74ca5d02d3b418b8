import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { includes, resultOf } from "../../expect-result.js";
import { codeOf, VALUE_ROWS, type ValueRow } from "./value-rows.js";

const DEEP: ValueRow = {
  id: "deep",
  title: "a marker for what is nested deeper than 200 levels",
  setUp: 'let deep = "bottom";\nfor (let i = 0; i < 300; i++) deep = { deep };',
  value: "deep",
  json: undefined,
  refused: { kind: "what is nested too deeply", says: "is nested too deeply" },
};

/** Tries the call; the code returns what it was refused with. */
const ATTEMPT = `await kit.echo({ value }).then(
  () => "sent",
  ({ name, code, message }) => ({ name, code, message }),
)`;

/** What cannot be said in JSON is refused as an argument, with its path, before anything is sent. */
export const REFUSED_ARGUMENTS: readonly ConformanceCase[] = [
  ...[...VALUE_ROWS, DEEP].flatMap(refusal),
  {
    id: "values/result-deep",
    title: `the result has ${DEEP.title}`,
    async run(context) {
      let value = resultOf(await context.execute(codeOf(DEEP, "deep")));
      let levels = 0;
      for (; typeof value === "object" && value !== null; levels++) {
        value = (value as { deep: unknown }).deep;
      }
      assert.equal(value, "[Too deep]");
      assert.equal(levels, 200);
    },
  },
  {
    id: "values/argument-path",
    title: "the message has the path of the argument that is refused",
    async run(context) {
      const code = "return await kit.echo({ items: [1, 2, 3, Promise.resolve(4)] })";
      const { error } = await context.execute(code);
      includes(error ?? "", "args.items[3] is a Promise: did you forget await?");
    },
  },
  {
    id: "values/argument-path-of-any-key",
    title:
      "in the path of an argument that is refused, what is no name stands in brackets, and not at any length",
    async run(context) {
      const code =
        'return await kit.echo({ größe: { "a.b": [{ ["x-".repeat(100_000)]: Symbol("s") }] } })';
      const { error } = await context.execute(code);
      const key = `${"x-".repeat(50)}…`;
      includes(error ?? "", `args["größe"]["a.b"][0]["${key}"] is a symbol`);
    },
  },
];

function refusal(row: ValueRow): ConformanceCase[] {
  const { id, refused } = row;
  if (refused === undefined) return [];
  const title = `${refused.kind} is refused as an argument before anything is sent`;
  return [
    {
      id: `values/argument-${id}`,
      title,
      async run(context) {
        const bench = await context.plain();
        const thrown = resultOf(await bench.execute(codeOf(row, ATTEMPT)));
        const { name, code, message } = thrown as Record<"name" | "code" | "message", string>;
        assert.deepEqual([name, code], ["ToolArgumentsError", "TOOL_ARGUMENTS_INVALID"]);
        includes(message, refused.says);
        assert.deepEqual(bench.servers.calls, []);
      },
    },
  ];
}
