import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, includes } from "../../expect-result.js";
import { fails, returns } from "../../simple-cases.js";

const UNKNOWN = "const a = 1;\nreturn await kit.ad({ a, b: 2 })";
const MISSING = "const a = 1;\nreturn await kit.add({ a })";
const FAILED = 'const a = 1;\nawait kit.fail({ message: "no such repository" })';

/** Calls that cannot be made, or fail, say what would be right. */
export const TOOL_CALL_ERRORS: readonly ConformanceCase[] = [
  fails("errors/unknown-tool", "an unknown tool: did you mean, with how it is called", UNKNOWN, {
    code: "TOOL_UNKNOWN",
    name: "UnknownToolError",
    says: ["kit.ad does not exist", "Did you mean", "kit.add("],
    at: { source: UNKNOWN, line: 2, within: "kit.ad({" },
  }),
  returns(
    "errors/unknown-tool-caught",
    "an unknown tool is an error that the code can catch",
    `try { await kit.list_everything(); }
     catch (error) { return [error instanceof ToolError, error.name, error.code, error.server, error.tool] }`,
    [true, "UnknownToolError", "TOOL_UNKNOWN", "kit", "list_everything"],
  ),
  fails("errors/tool-failed", "a failed call that is not caught, with its place", FAILED, {
    code: "TOOL_FAILED",
    name: "ToolError",
    says: ["no such repository"],
    at: { source: FAILED, line: 2, within: "kit.fail(" },
  }),
  {
    id: "errors/arguments-missing",
    title: "a required argument that is missing: its path, its type and the signature",
    async run(context) {
      const bench = await context.plain();
      failureOf(await bench.execute(MISSING), {
        code: "TOOL_ARGUMENTS_INVALID",
        name: "ToolArgumentsError",
        says: ["kit.add: args.b is missing (number)", "kit.add(args: { a: number; b: number })"],
        at: { source: MISSING, line: 2, within: "kit.add({ a })" },
      });
      assert.deepEqual(bench.servers.calls, []);
    },
  },
  wrong("positional", "positional arguments", "kit.add(1, 2)", "2 arguments"),
  wrong("string", "a string", 'kit.add("1")', "a string"),
  wrong("array", "an array", "kit.add([1, 2])", "an array"),
  wrong("null", "null", "kit.add(null)", "null"),
];

function wrong(id: string, title: string, call: string, given: string): ConformanceCase {
  return {
    id: `errors/arguments-${id}`,
    title: `${title} in place of one object: says so, with what is right, and sends nothing`,
    async run(context) {
      const bench = await context.plain();
      const { message } = failureOf(await bench.execute(`return await ${call}`), {
        code: "TOOL_ARGUMENTS_INVALID",
        name: "ToolArgumentsError",
      });
      includes(message, given);
      assert.match(message, /kit\.add\(.*\ba\b.*\bb\b/s);
      assert.deepEqual(bench.servers.calls, []);
    },
  };
}
