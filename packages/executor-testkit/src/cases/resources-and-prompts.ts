import assert from "node:assert/strict";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { failureOf, includes, resultOf } from "../expect-result.js";
import { KIT_CONTENTS, KIT_PROMPTS, KIT_RESOURCES, KIT_TEMPLATES } from "../kit-offers.js";
import { returns } from "../simple-cases.js";

const said = (text: string) => [{ role: "user", content: { type: "text", text } }];

/** What servers have beside tools: `server.$resources` and `server.$prompts`. */
export const RESOURCES_AND_PROMPTS: ConformanceTopic = {
  name: "resources and prompts",
  cases: [
    returns(
      "resources/list",
      "resources and resource templates are listed as the server has them",
      "return [await kit.$resources.list(), await kit.$resources.templates()]",
      [KIT_RESOURCES, KIT_TEMPLATES],
    ),
    returns(
      "resources/read",
      "a resource is read as the parts that it has: texts, and bytes as base64",
      `const uris = ${JSON.stringify(Object.keys(KIT_CONTENTS))};
       return await Promise.all(uris.map((uri) => kit.$resources.read(uri)))`,
      Object.values(KIT_CONTENTS),
    ),
    returns(
      "prompts/list",
      "prompts are listed as the server has them",
      "return await kit.$prompts.list()",
      KIT_PROMPTS,
    ),
    returns(
      "prompts/get",
      "a prompt is filled in with its arguments",
      `return [await kit.$prompts.get("review", { code: "ü", style: "" }), await kit.$prompts.get("hello")]`,
      [
        { description: "Reviews code", messages: said('{"code":"ü","style":""}') },
        { messages: said("{}") },
      ],
    ),
    returns(
      "resources/destructuring",
      "the functions can be taken out, and are no tools",
      `const { $resources: { list }, $prompts } = kit;
       const { get } = $prompts;
       return [
         (await list()).length, (await get("hello")).messages.length, Object.keys(kit).includes("$resources"),
         "$resources" in kit, "$prompts" in kit, kit.$prompts === $prompts, (await $prompts) === $prompts,
       ];`,
      [KIT_RESOURCES.length, 1, false, true, true, true, true],
    ),
    returns(
      "resources/tool-of-that-name",
      "a tool that is named $resources is called by its identifier",
      `const { name } = await odd_names.$resources_();
       return [name, typeof odd_names["$resources"].list];`,
      ["$resources", "function"],
    ),
    rejects("resources/unknown", "a resource that does not exist", {
      call: 'kit.$resources.read("kit://nothing")',
      error: ["ToolError", "TOOL_FAILED", "kit", "$resources.read"],
      says: "there is no resource kit://nothing",
    }),
    rejects("resources/none", "a server without resources", {
      call: "odd_names.$resources.list()",
      error: ["ToolError", "CAPABILITY_MISSING", "odd-names", "$resources.list"],
      says: 'The server "odd-names" offers no resources',
    }),
    rejects("prompts/none", "a server without prompts", {
      call: 'odd_names.$prompts.get("review")',
      error: ["ToolError", "CAPABILITY_MISSING", "odd-names", "$prompts.get"],
      says: 'The server "odd-names" offers no prompts',
    }),
    rejects("resources/no-uri", "a resource that is not named by a text", {
      call: 'kit.$resources.read({ uri: "kit://notes" })',
      error: ["ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", "kit", "$resources.read"],
      says: "kit.$resources.read(uri: string)",
    }),
    rejects("prompts/argument", "an argument of a prompt that is no text", {
      call: 'kit.$prompts.get("review", { code: "x", style: 5 })',
      error: ["ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", "kit", "$prompts.get"],
      says: "args.style must be a string",
    }),
    {
      id: "resources/place",
      title: "a failure that is not caught leads to its place",
      async run(context) {
        const source = 'const uri = "kit://nothing";\nreturn await kit.$resources.read(uri);';
        failureOf(await context.execute(source), {
          code: "TOOL_FAILED",
          name: "ToolError",
          at: { source, line: 2, within: "kit.$resources.read(uri)" },
        });
      },
    },
    {
      id: "resources/records",
      title: "requests are recorded among the calls, in order",
      async run(context) {
        const { tool_calls: records = [], error } = await context.execute(`
          await kit.$resources.list();
          await kit.add({ a: 1, b: 2 });
          await kit.$prompts.get("missing").catch(() => {});`);
        assert.equal(error, null);
        assert.deepEqual(
          records.map(({ id, tool, status }) => [id, tool, status]),
          [
            [1, "$resources.list", "ok"],
            [2, "add", "ok"],
            [3, "$prompts.get", "error"],
          ],
        );
      },
    },
    {
      id: "resources/limit",
      title: "requests count among the calls that an execution may make",
      async run(context) {
        const { execute } = await context.open({ limits: { maxToolCalls: 2 } });
        const codes = await execute(`
          const calls = [kit.$prompts.list(), kit.add({ a: 1, b: 2 }), kit.$resources.list(), kit.$prompts.list()];
          return (await Promise.allSettled(calls)).map(({ reason }) => reason?.code ?? "ok");`);
        assert.deepEqual(resultOf(codes), ["ok", "ok", "TOOL_CALL_LIMIT", "TOOL_CALL_LIMIT"]);
      },
    },
  ],
};

interface Rejection {
  readonly call: string;
  /** Name, code, server and tool of the error. */
  readonly error: readonly string[];
  readonly says: string;
}

function rejects(id: string, title: string, { call, error, says }: Rejection): ConformanceCase {
  return {
    id,
    title: `${title}: a ToolError that says so`,
    async run(context) {
      const caught = await context.execute(`
        const error = await ${call}.catch((thrown) => thrown);
        return [error instanceof ToolError, error.name, error.code, error.server, error.tool, error.message];`);
      const facts = resultOf(caught) as unknown[];
      assert.deepEqual(facts.slice(0, -1), [true, ...error]);
      includes(String(facts.at(-1)), says);
    },
  };
}
