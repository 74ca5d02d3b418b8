import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { MCPClient, type MCPClientOptions } from "@toolweave/core";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

type CodeMode = Exclude<NonNullable<MCPClientOptions["codeMode"]>, boolean>;

let client: MCPClient;

afterEach(async () => {
  await client.close();
});

const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

/** A server whose tool `query` takes a table, and once a database is chosen a number and may destroy something. */
function databaseServer(): McpServer {
  const server = new McpServer({ name: "db", version: "1.0.0" });
  const query = server.registerTool("query", { inputSchema: { table: z.string() } }, () =>
    text("answered"),
  );
  server.registerTool("choose", {}, () => {
    query.update({ paramsSchema: { row: z.number() }, annotations: { destructiveHint: true } });
    return text("chosen");
  });
  return server;
}

function openClient(codeMode: CodeMode = {}, server: McpServer = databaseServer()): void {
  const options = { codeMode: { executor: VMCodeExecutor, ...codeMode } };
  client = new MCPClient({ mcpServers: { db: { server } } }, options);
}

describe("a tool that its server changes while code runs", () => {
  it("takes the arguments that fit it now", async () => {
    openClient();
    const { result, error } = await client.executeCode(
      "await db.choose(); return await db.query({ row: 1 })",
    );
    expect(error).toBeNull();
    expect(result).toBe("answered");
  });

  it("is told as it is now where arguments do not fit it", async () => {
    openClient();
    const { result } = await client.executeCode(`
      await db.choose();
      try { await db.query({ column: 1 }) } catch ({ code, message }) { return [code, message] }
    `);
    expect(result).toEqual([
      "TOOL_ARGUMENTS_INVALID",
      expect.stringContaining("db.query(args: { row: number })"),
    ]);
  });

  it("is judged by the hints that it has now", async () => {
    const match = { annotations: { destructiveHint: true } };
    openClient({ policy: { rules: [{ match, action: "deny" }] } });
    const { result } = await client.executeCode(`
      const before = await db.query({ table: "t" });
      await db.choose();
      try { return [before, await db.query({ row: 1 })] } catch ({ code }) { return [before, code] }
    `);
    expect(result).toEqual(["answered", "POLICY_DENIED"]);
  });

  it("is called as it was, and waited for once, if the server does not say what it is now", async () => {
    const server = databaseServer();
    const policy = { rules: [] };
    openClient({ policy, limits: { toolTimeoutMs: 1_000 } }, server);
    await client.executeCode("return 1");
    server.server.setRequestHandler(ListToolsRequestSchema, () => new Promise<never>(() => {}));
    const started = performance.now();
    const { result } = await client.executeCode(`
      await db.choose();
      const codes = [];
      for (let i = 0; i < 20; i++) {
        try { await db.query({ row: 1 }) } catch ({ code }) { codes.push(code) }
      }
      return [...new Set(codes)];
    `);
    expect(result).toEqual(["TOOL_ARGUMENTS_INVALID"]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
