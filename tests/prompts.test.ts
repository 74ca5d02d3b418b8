import { codeModePrompt, MCPClient, PROMPTS } from "@toolweave/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoServers } from "./support/demo-servers.js";

const texts = [codeModePrompt({ untrusted: true }), codeModePrompt({ variant: "small" })];
const snippets = texts.flatMap((text) =>
  [...text.matchAll(/```(?:js|ts)\n([\s\S]*?)```/g)].map(([, code]) => code ?? ""),
);

let client: MCPClient;
beforeAll(() => {
  client = new MCPClient({ mcpServers: demoServers() }, { codeMode: true });
});
afterAll(() => client.close());

describe("the code in the system prompts", () => {
  it("is there", () => {
    expect(snippets.length).toBeGreaterThanOrEqual(4);
  });

  it.each(snippets.map((code) => [code.split("\n", 1)[0], code]))("runs: %s", async (_, code) => {
    const { error, result } = await client.executeCode(code);
    expect(error).toBeNull();
    expect(JSON.stringify(result)).toMatch(/^[[{]./);
  });
});

describe("what the system prompt promises", () => {
  it("of the sandbox holds", async () => {
    const names =
      "console setTimeout URL TextEncoder structuredClone crypto.randomUUID emit image github.$resources.read github.$prompts.get".split(
        " ",
      );
    const absent = "require fetch process".split(" ");
    const { result } = await client.executeCode(
      `return [${[...names, ...absent].map((name) => `typeof ${name}`).join(", ")}]`,
    );
    const types = result as string[];
    expect(types.slice(0, names.length)).not.toContain("undefined");
    expect(types.slice(names.length)).toEqual(absent.map(() => "undefined"));
    expect((await client.executeCode('import fs from "node:fs"')).error).toContain("import");
    expect((await client.executeCode('eval("1")')).error).toContain("EvalError");
  });

  it("of results holds for every detail level it names", async () => {
    for (const level of ["names", "descriptions", "full"] as const) {
      expect(PROMPTS.CODE_MODE).toContain(`"${level}"`);
      const { results } = await client.searchTools("list issues", level);
      expect(results[0]?.call).toBe("github.list_issues");
    }
  });
});
