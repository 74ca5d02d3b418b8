import assert from "node:assert/strict";
import type { ContentBlock, ToolResult } from "@toolweave/core";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { returns } from "../simple-cases.js";

const TEXT = { type: "text", text: "no access" };
const HINT = { type: "text", text: "ask the owner" };
const IMAGE = { type: "image", data: "aGk=", mimeType: "image/png" };

/** Results marked isError: a ToolError that the code can catch. */
export const TOOL_ERRORS: ConformanceTopic = {
  name: "tool errors",
  cases: [
    throws("text", "with one text", [TEXT], "no access"),
    throws(
      "several-blocks",
      "with several blocks",
      [TEXT, IMAGE, HINT],
      "no access\nask the owner",
    ),
    throws("no-text", "without text", [IMAGE], undefined),
    throws("no-content", "without content", [], undefined),
    throws("structured", "with structured content", [TEXT], "no access", { code: 403 }),
    returns(
      "tool-errors/fields",
      "it is a ToolError and an Error, with name, code, server, tool and a stack",
      `try { await kit.fail({ message: "gone" }); } catch (error) {
        return [
          error instanceof ToolError, error instanceof Error, String(error), error.name, error.constructor.name, error.code,
          error.server, error.tool, typeof error.stack,
        ];
      }`,
      [
        true,
        true,
        "ToolError: gone",
        "ToolError",
        "ToolError",
        "TOOL_FAILED",
        "kit",
        "fail",
        "string",
      ],
    ),
    returns(
      "tool-errors/raw-names",
      "server and tool have their raw names",
      `try { await odd_names.get_item(1); } catch ({ server, tool }) { return [server, tool] }`,
      ["odd-names", "get_item"],
    ),
    returns(
      "tool-errors/go-on",
      "the code catches it and goes on",
      `const results = [];
       for (const message of ["a", "b"]) {
         try { await kit.fail({ message }); } catch (error) { results.push(error.message); }
         results.push((await kit.add({ a: 1, b: 1 })).sum);
       }
       return results;`,
      ["a", 2, "b", 2],
    ),
    returns(
      "tool-errors/settled",
      "Promise.allSettled tells failed calls from others",
      `const settled = await Promise.allSettled([
         kit.add({ a: 1, b: 2 }), kit.fail({ message: "no" }), kit.missing(), kit.add({ a: 2, b: 2 }),
       ]);
       return settled.map(({ value, reason }) => value?.sum ?? reason.code);`,
      [3, "TOOL_FAILED", "TOOL_UNKNOWN", 4],
    ),
    returns(
      "tool-errors/all",
      "Promise.all rejects with the first of them",
      `try { await Promise.all([kit.add({ a: 1, b: 2 }), kit.fail({ message: "first" })]); }
       catch (error) { return error.message }`,
      "first",
    ),
  ],
};

function throws(
  id: string,
  title: string,
  content: readonly ContentBlock[],
  message: string | undefined,
  structuredContent?: Record<string, unknown>,
): ConformanceCase {
  const result: ToolResult = {
    isError: true,
    content,
    ...(structuredContent && { structuredContent }),
  };
  return {
    id: `tool-errors/${id}`,
    title: `a result ${title}`,
    async run(context) {
      const { execute } = await context.plain();
      const caught = resultOf(
        await execute(`
          try { return { returned: await kit.respond({ result: ${JSON.stringify(result)} }) }; }
          catch ({ name, message, content }) { return { name, message, content }; }`),
      ) as { name: string; message: string; content: unknown };
      assert.equal(caught.name, "ToolError", JSON.stringify(caught));
      assert.deepEqual(caught.content, content);
      if (message === undefined) assert.notEqual(caught.message, "");
      else assert.equal(caught.message, message);
    },
  };
}
