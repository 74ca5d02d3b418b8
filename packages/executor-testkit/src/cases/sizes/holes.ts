import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, resultOf } from "../../expect-result.js";

/** Milliseconds that a refusal may take: to walk such an array takes minutes. */
const AT_ONCE = 5_000;
const SPARSE = "const list = [];\nlist[4e9] = 1;\n";

/** An array costs nothing however long it is, and as JSON each of its holes is `null`. */
export const HOLES: readonly ConformanceCase[] = [
  refused("holes", "an array of a hundred million holes", "return new Array(1e8)", "200000000"),
  refused("sparse", "a sparse array", `${SPARSE}return { a: { list } }`, "8000000002"),
  {
    id: "sizes/holes-argument",
    title: "an argument that would be larger for its holes than any limit is refused by its path",
    async run(context) {
      const { execute, servers } = await context.plain();
      const code = `${SPARSE}return await kit.echo({ a: { list } }).catch(({ code, message }) => [code, message])`;
      assert.deepEqual(resultOf(await execute(code, AT_ONCE)), [
        "TOOL_ARGUMENTS_INVALID",
        "args.a.list is too large",
      ]);
      assert.deepEqual(servers.calls, []);
    },
  },
  {
    id: "sizes/holes-printed",
    title: "a marker is printed for what would be larger for its holes than any limit",
    async run(context) {
      const code = `${SPARSE}console.log({ list }, 1); console.error(new Array(1e9)); return "on"`;
      const result = await context.execute(code, AT_ONCE);
      assert.equal(resultOf(result), "on");
      assert.deepEqual(result.logs, ["[Too large] 1", "[ERROR] [Too large]"]);
    },
  },
  {
    id: "sizes/few-holes",
    title: "holes that fit the limit are nulls",
    async run(context) {
      const value = resultOf(await context.execute("return new Array(10_000)"));
      assert.deepEqual(
        value,
        Array.from({ length: 10_000 }, () => null),
      );
    },
  },
];

function refused(id: string, what: string, code: string, characters: string): ConformanceCase {
  return {
    id: `sizes/${id}`,
    title: `${what} is refused as a result without being walked`,
    async run(context) {
      failureOf(await context.execute(code, AT_ONCE), {
        code: "RESULT_TOO_LARGE",
        says: [`at least ${characters} characters`],
      });
    },
  };
}
