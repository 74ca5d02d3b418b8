import { fileURLToPath } from "node:url";
import { createToolServer, type InProcessTool, type ServerConfig } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { npmServer } from "../support/servers.js";
import { tempFolder } from "../support/temp-folder.js";
import { typeErrors } from "../support/type-check.js";
import { CONSTRUCTS } from "./constructs.js";

const OWNER_AND_STATE = {
  type: "object",
  properties: {
    owner: { type: "string", description: "The account that owns the repository." },
    state: { enum: ["open", "closed", "all"], default: "open" },
  },
  required: ["owner"],
};

function server(name: string, ...tools: Omit<InProcessTool, "handler">[]): ServerConfig {
  const handler = (): { content: [] } => ({ content: [] });
  return {
    server: createToolServer(
      name,
      tools.map((tool) => ({ ...tool, handler })),
    ),
  };
}

function declarationsOf(
  servers: Record<string, ServerConfig>,
  selection: { servers?: string[]; tools?: string[] } = {},
): Promise<string> {
  return open(servers, { codeMode: true }).getTypeDeclarations(selection);
}

/** Everything the text says of one namespace. */
function namespaceIn(declarations: string, name: string): string {
  const start = declarations.indexOf(`declare var ${name}: {`);
  const next = declarations.indexOf("/** The tools of the server", start);
  return declarations.slice(start, next < 0 ? undefined : next).trimEnd();
}

describe("getTypeDeclarations", () => {
  it("declares a namespace with its tools, documented", async () => {
    const text = await declarationsOf({
      github: server("github", {
        name: "list_issues",
        description: "Lists issues of a repository.\n\nNewest first.",
        inputSchema: OWNER_AND_STATE,
      }),
    });
    expect(namespaceIn(text, "github")).toBe(
      [
        "declare var github: {",
        "  /**",
        "   * Lists issues of a repository.",
        "   * Newest first.",
        "   */",
        "  list_issues(args: {",
        "    /** The account that owns the repository. */",
        "    owner: string;",
        '    /** default "open" */',
        '    state?: "open" | "closed" | "all";',
        "  }): Promise<unknown>;",
        "  readonly $resources: McpResources;",
        "  readonly $prompts: McpPrompts;",
        "};",
      ].join("\n"),
    );
  });

  it("declares a type that several tools have in common once, in a namespace beside it", async () => {
    const issue = {
      type: "object",
      properties: {
        number: { type: "integer" },
        title: { type: "string", description: "What it is about" },
        parent: { $ref: "#/$defs/Issue" },
      },
      required: ["number", "title"],
    };
    const outputSchema = {
      type: "object",
      properties: { issues: { type: "array", items: { $ref: "#/$defs/Issue" } } },
      required: ["issues"],
      $defs: { Issue: issue },
    };
    const tools = ["list_issues", "search_issues"].map((name) => ({
      name,
      inputSchema: { type: "object" },
      outputSchema,
    }));
    const text = namespaceIn(
      await declarationsOf({ github: server("github", ...tools) }),
      "github",
    );
    expect(text).toContain(
      "list_issues(args?: Record<string, unknown>): Promise<{ issues: github.Issue[] }>",
    );
    expect(text).toContain(
      "search_issues(args?: Record<string, unknown>): Promise<{ issues: github.Issue[] }>",
    );
    expect(text.match(/type Issue = /g)).toHaveLength(1);
    expect(text).toContain("parent?: Issue;");
  });

  it("type-checks code as the guest runs it, and objects to what the guest would", async () => {
    const inputSchema = OWNER_AND_STATE;
    const odd = [
      "list.items",
      "delete",
      "new",
      "then",
      "constructor",
      "größe",
      "2fa",
      "$resources",
    ];
    const declarations = await declarationsOf({
      github: server("github", { name: "list_issues", inputSchema }),
      "my-server": server("my", ...odd.map((name) => ({ name, inputSchema }))),
      delete: server("delete", { name: "now", inputSchema: { type: "object" } }),
      "🔥 \u2028\"'": server("fire", { name: "burn", inputSchema: { type: "object" } }),
      McpResources: server("odd", { name: "now", inputSchema: { type: "object" } }),
    });
    const code = `
      const args = { owner: "acme" } as const;
      await github.list_issues({ owner: "acme", state: "open" });
      await globalThis["my-server"]["list.items"](args);
      await my_server.list_items(args);
      await my_server["list.items"](args);
      await my_server.delete(args);
      await my_server.new(args);
      await my_server.then_(args);
      await my_server["constructor"](args);
      await my_server["größe"](args);
      await my_server.größe(args);
      await my_server._2fa(args);
      await delete_.now();
      await delete_.now({});
      await McpResources.now();
      await my_server.$resources_(args);
      const [resource] = await my_server["$resources"].list();
      const [part] = await github.$resources.read(resource?.uri ?? "");
      const [prompt] = await github.$prompts.list();
      const { messages } = await github.$prompts.get(prompt?.name ?? "", { code: part?.text ?? "" });
      await globalThis["my-server"].$resources.templates();
      emit(await github.list_issues({ owner: "acme" }));
      emit(["text", messages[0]?.content]);
      image(new Uint8Array(4), "image/png");
      await globalThis["🔥 \\u2028\\"'"].burn();
      const { meta, results } = await search_tools("issues", "names");
      console_(meta.total_tools, results[0]?.call, __tool_namespaces[0]);
      try { await github.list_issues(args); } catch (error) {
        if (error instanceof ToolError) console_(error.code, error.tool, error.message);
      }
      function console_(...values: unknown[]): void { void values; }
      // @ts-expect-error
      await github.list_isues(args);
      // @ts-expect-error
      await github.list_issues();
      // @ts-expect-error
      await github.list_issues({ owner: 5 });
      // @ts-expect-error
      await globalThis["my-server"]["list.items"]({ ...args, state: "ajar" });
      // @ts-expect-error
      await my_server["then"](args);
      // @ts-expect-error
      await my_server["$resources"](args);
      // @ts-expect-error
      await github.$prompts.get("review", { lines: 5 });
      // @ts-expect-error
      image([1, 2, 3], "image/png");
      export {};
    `;
    expect(await typeErrors({ "toolweave.d.ts": declarations, "code.ts": code })).toEqual([]);
  });

  it("declares search_tools as it answers", async () => {
    const contract = fileURLToPath(new URL("../../dist/contract/tool-search.js", import.meta.url));
    const code = `
      import type { SearchToolsFunction, ToolSearchResponse } from ${JSON.stringify(contract)};
      type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
      type Declared = Awaited<ReturnType<typeof search_tools>>;
      type Result = ToolSearchResponse["results"][number];
      type DeclaredResult = Declared["results"][number];
      const same: [
        Same<keyof ToolSearchResponse["meta"], keyof Declared["meta"]>,
        Same<keyof Result, keyof DeclaredResult>,
        Same<ToolSearchResponse, Declared>,
        Same<Parameters<SearchToolsFunction>, Parameters<typeof search_tools>>,
      ] = [true, true, true, true];
      void same;
    `;
    const files = { "toolweave.d.ts": await declarationsOf({}), "code.ts": code };
    // The contract's own files name types that this project has not.
    const errors = await typeErrors(files);
    expect(errors.filter((error) => error.startsWith("src/"))).toEqual([]);
  });

  it("compiles for all tools of the reference servers", async () => {
    const declarations = await declarationsOf({
      filesystem: npmServer("filesystem", tempFolder()),
      memory: npmServer("memory"),
      everything: npmServer("everything"),
    });
    expect(declarations.match(/^ {2}\w+\(/gm)?.length).toBeGreaterThan(30);
    expect(await typeErrors({ "toolweave.d.ts": declarations })).toEqual([]);
  });

  it("compiles for every construct of JSON Schema", async () => {
    const tools = CONSTRUCTS.map(({ is, schema }) => ({
      name: is,
      description: `Takes ${is}.`,
      inputSchema: { type: "object", properties: { x: schema } },
      outputSchema: { type: "object", properties: { x: schema, y: schema } },
    }));
    const declarations = await declarationsOf({ constructs: server("constructs", ...tools) });
    expect(await typeErrors({ "toolweave.d.ts": declarations })).toEqual([]);
  });
});

describe("a selection", () => {
  const inputSchema = { type: "object" };
  const servers = (): Record<string, ServerConfig> => ({
    github: server(
      "github",
      { name: "list_issues", inputSchema },
      { name: "get-issue", inputSchema },
    ),
    "my-files": server("files", { name: "read", inputSchema }),
  });
  const declared = async (selection: {
    servers?: string[];
    tools?: string[];
  }): Promise<string[]> => {
    const text = await declarationsOf(servers(), selection);
    return [...text.matchAll(/^declare var (?!__)(\w+)|^ {2}(\w+)\(args/gm)].map(
      ([, namespace, tool]) => namespace ?? `.${tool}`,
    );
  };

  it("of nothing is everything", async () => {
    expect(await declared({})).toEqual([
      "github",
      ".list_issues",
      ".get_issue",
      "my_files",
      ".read",
    ]);
  });

  it.each([
    [{ servers: ["my-files"] }, ["my_files", ".read"]],
    [{ servers: ["my_files"] }, ["my_files", ".read"]],
    [{ servers: [] }, []],
    [{ tools: ["get-issue"] }, ["github", ".get_issue"]],
    [{ tools: ["get_issue", "my_files.read"] }, ["github", ".get_issue", "my_files", ".read"]],
    [{ servers: ["github"], tools: ["list_issues"] }, ["github", ".list_issues"]],
  ])("%j leaves only what it names", async (selection, expected) => {
    expect(await declared(selection)).toEqual(expected);
  });

  it.each([
    [
      { servers: ["gihub"] },
      "SERVER_UNKNOWN",
      'There is no connected server "gihub". Did you mean github?',
    ],
    [{ servers: ["slack"] }, "SERVER_UNKNOWN", "There are 2: github, my-files."],
    [
      { tools: ["list_isues"] },
      "TOOL_UNKNOWN",
      'There is no tool "list_isues". Did you mean list_issues?',
    ],
    [{ servers: ["github"], tools: ["read"] }, "TOOL_UNKNOWN", 'There is no tool "read"'],
  ])("%j with a wrong name says which is right", async (selection, code, message) => {
    await expect(declared(selection)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each<[says: string, selection: unknown]>([
    ["servers must be an array of texts", { servers: "github" }],
    ["tools must be an array of texts", { tools: [5] }],
    ['has the unknown key "server". Did you mean "servers"?', { server: ["github"] }],
    ["must be an object, not null", null],
  ])("that is none is refused: %s", async (says, selection) => {
    const client = open({ github: server("github") }, { codeMode: true });
    await expect(client.getTypeDeclarations(selection as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(says),
    });
  });

  it("of a server that cannot be reached says why", async () => {
    const client = open(
      { ...servers(), gone: { command: "/no/such/program" } },
      { codeMode: true },
    );
    await expect(client.getTypeDeclarations({ servers: ["gone"] })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
    });
    expect(await client.getTypeDeclarations()).toContain("declare var github");
  });
});
