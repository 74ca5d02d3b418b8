import { MCPClient } from "@toolweave/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoServers } from "./support/demo-servers.js";
import { SnippetProject } from "./support/snippet-project.js";
import { documents, type Snippet, snippetsIn } from "./support/snippets.js";

const snippets = documents().flatMap(snippetsIn);
const isCode = ({ language }: Snippet): boolean => language === "ts" || language === "js";
const code = snippets.filter((snippet) => isCode(snippet) && snippet.mode !== "guest");
const guest = snippets.filter(({ mode }) => mode === "guest");
const json = snippets.filter(({ language }) => language === "json");
const place = ({ document, line }: Snippet): string => `${document}:${line}`;

describe("snippets for the host", () => {
  const project = new SnippetProject(code);
  beforeAll(() => project.compile());

  it("compile as one project", () => {
    expect(project.otherProblems()).toEqual([]);
  });

  for (const snippet of code) {
    it(`type-checks ${place(snippet)}`, () => {
      expect(project.problemsOf(snippet)).toEqual([]);
    });
  }

  for (const snippet of code.filter(({ mode }) => mode === "run")) {
    it(`runs ${place(snippet)}`, () => project.run(snippet));
  }
});

describe("snippets for the guest", () => {
  let client: MCPClient;
  beforeAll(() => {
    client = new MCPClient({ mcpServers: demoServers() }, { codeMode: true });
  });
  afterAll(() => client.close());

  for (const snippet of guest) {
    const { fails } = snippet.attributes;
    it(`${fails === undefined ? "runs" : `ends with ${fails}`} ${place(snippet)}`, async () => {
      const { error, error_details } = await client.executeCode(snippet.text);
      if (fails === undefined) expect(error).toBeNull();
      else expect(error_details?.code).toBe(fails);
    });
  }
});

describe("JSON", () => {
  for (const snippet of json) {
    it(`parses ${place(snippet)}`, async () => {
      const value: unknown = JSON.parse(snippet.text);
      const isConfig = typeof value === "object" && value !== null && "mcpServers" in value;
      if (isConfig) await new MCPClient(value as never).close();
    });
  }
});
