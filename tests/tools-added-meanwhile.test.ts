import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { MCPClient, type MCPClientOptions } from "@toolweave/core";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { afterEach, describe, expect, it } from "vitest";

type CodeMode = NonNullable<MCPClientOptions["codeMode"]>;

let client: MCPClient;

afterEach(async () => {
  await client.close();
});

const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

/** A server that has more tools once one of them has been called, as servers with sets of tools do. */
function growingServer(): McpServer {
  const server = new McpServer({ name: "github", version: "1.0.0" });
  server.registerTool("enable_toolset", {}, () => {
    server.registerTool("list-issues", { description: "Lists the issues of a repository" }, () =>
      text("two issues"),
    );
    return text("enabled");
  });
  return server;
}

function openClient(codeMode: CodeMode, server: McpServer = growingServer()): void {
  client = new MCPClient({ mcpServers: { github: { server } } }, { codeMode });
}

function neverList({ server }: McpServer): void {
  const never = () => new Promise<never>(() => {});
  server.setRequestHandler(ListToolsRequestSchema, never);
}

describe.each([
  ["vm", VMCodeExecutor],
  ["quickjs", QuickJSCodeExecutor],
] as const)("a tool that its server adds while code runs, with %s", (_, executor) => {
  it("is called by its identifier, and recorded under its name", async () => {
    openClient({ executor });
    const { result, error, tool_calls } = await client.executeCode(
      "await github.enable_toolset(); return await github.list_issues()",
    );
    expect(error).toBeNull();
    expect(result).toBe("two issues");
    expect(tool_calls?.map(({ tool, status }) => [tool, status])).toEqual([
      ["enable_toolset", "ok"],
      ["list-issues", "ok"],
    ]);
  });

  it("is found by a search of the code", async () => {
    openClient({ executor });
    const { result } = await client.executeCode(`
      const before = await search_tools("issues");
      await github.enable_toolset();
      const after = await search_tools("issues");
      return [before, after].map(({ results }) => results.map(({ name }) => name));
    `);
    expect(result).toEqual([[], ["list-issues"]]);
  });
});

describe("a tool that its server adds while code runs", () => {
  it("is subject to the policy", async () => {
    const policy = { rules: [{ match: "github.list-issues", action: "deny" as const }] };
    openClient({ executor: VMCodeExecutor, policy });
    const { result } = await client.executeCode(`
      await github.enable_toolset();
      try { return await github.list_issues() } catch ({ code }) { return code }
    `);
    expect(result).toBe("POLICY_DENIED");
  });

  it("is waited for once, and no longer than a call may take, if the server does not list it", async () => {
    const server = growingServer();
    openClient({ executor: VMCodeExecutor, limits: { toolTimeoutMs: 1_000 } }, server);
    await client.executeCode("return 1");
    neverList(server);
    const started = performance.now();
    const { result } = await client.executeCode(`
      await github.enable_toolset();
      const codes = [];
      for (let i = 0; i < 20; i++) {
        try { await github.list_issues() } catch ({ code }) { codes.push(code) }
      }
      const { results } = await search_tools("toolset");
      return [new Set(codes), results.map(({ name }) => name)];
    `);
    expect(result).toEqual([["TOOL_UNKNOWN"], ["enable_toolset"]]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("is not said to be unknown if its server cannot tell what tools it has", async () => {
    const server = growingServer();
    openClient({ executor: VMCodeExecutor }, server);
    await client.executeCode("return 1");
    server.server.setRequestHandler(ListToolsRequestSchema, () => {
      throw new Error("the list is lost");
    });
    const { result } = await client.executeCode(`
      await github.enable_toolset();
      try { return await github.list_issues() } catch ({ code, message }) { return [code, message] }
    `);
    expect(result).toEqual(["SERVER_UNAVAILABLE", expect.stringContaining("the list is lost")]);
  });

  it("is unknown as long as the server does not have it", async () => {
    openClient({ executor: VMCodeExecutor });
    const { result } = await client.executeCode(`
      const codes = [];
      for (const name of ["list_issues", "nothing"]) {
        try { await github[name]() } catch ({ code }) { codes.push(code) }
        await github.enable_toolset().catch(() => {});
      }
      return [...codes, await github.list_issues()];
    `);
    expect(result).toEqual(["TOOL_UNKNOWN", "TOOL_UNKNOWN", "two issues"]);
  });
});
