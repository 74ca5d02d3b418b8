import { createToolServer } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

const failing = createToolServer("server", [
  {
    name: "fail",
    inputSchema: { type: "object" },
    handler: () => ({ isError: true, content: [{ type: "text", text: "no" }] }),
  },
]);

const FAIL = "await server.fail({});";

/** What stands before the failing line, which is the third for editors. */
const beginnings: [title: string, text: string][] = [
  ["a string", 'const a = "one\u2028two";\nconst b = 1;\n'],
  ["a typed string", 'const a: string = "one\u2028two\u2029three";\nconst b = 1;\n'],
  ["a template", "const a = `one\u2028two`;\nconst b = 1;\n"],
  ["a continued string", 'const a = "one\\\u2028two";\nconst b = 1;\n'],
  ["a comment", "// one\u2028// two\n/* three\u2029 */\n"],
  ["statements", "const a = 1;\u2028const b = 2;\n\n"],
  ["carriage returns", "const a = 1;\rconst b = 2;\r"],
  ["carriage returns in a comment", "/*\r*/ const b = 2;\r"],
  ["carriage returns in a template", "const a = `\r`;\r"],
  ["carriage returns and line feeds", "const a = 1;\r\nconst b = 2;\r\n"],
  ["an enum", 'enum E { A }\nconst a: string = "one\u2028two";\n'],
];

describe.each(["vm", "quickjs"] as const)("the place of an error in %s", (executor) => {
  it.each(beginnings)("is told in the lines of editors after %s", async (_, beginning) => {
    const client = open({ server: { server: failing } }, { executor });
    const { error_details } = await client.executeCode(`${beginning}${FAIL}\nreturn 1`);
    expect(error_details).toMatchObject({ code: "TOOL_FAILED", line: 3 });
    expect(error_details?.frame).toContain(`> 3 | ${FAIL}\n`);
  });
});
