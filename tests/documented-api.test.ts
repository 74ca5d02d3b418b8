/**
 * What users of the API we implement know from its documentation works here, by import path alone.
 */
import {
  BaseCodeExecutor,
  type CodeModeConfig,
  type E2BExecutorOptions,
  type ExecutionResult,
  MCPClient,
  type MCPClientOptions,
  type ToolSearchMeta,
  type ToolSearchResponse,
  type ToolSearchResult,
  type VMExecutorOptions,
} from "@toolweave/core";
import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import { createGithubServer } from "./fixtures/github-server.js";

const clients: MCPClient[] = [];

function open(options: MCPClientOptions): MCPClient {
  const client = new MCPClient(
    { mcpServers: { github: { server: createGithubServer() } } },
    options,
  );
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

describe("client and VM executor", () => {
  it("runs code against a server started by npx, with codeMode: true", async () => {
    const client = new MCPClient(
      {
        mcpServers: {
          filesystem: {
            command: "npx",
            args: ["-y", "@modelcontextprotocol/server-filesystem", "./data"],
          },
        },
      },
      { codeMode: true },
    );
    clients.push(client);
    const { result, error } = await client.executeCode(
      'return await filesystem.list_directory({ path: "." });',
    );
    expect(error).toBeNull();
    expect(JSON.stringify(result)).toContain("hello.txt");
  });

  it("takes a timeout and a memory limit", async () => {
    const client = open({
      codeMode: {
        enabled: true,
        executor: "vm",
        executorOptions: { timeoutMs: 60000, memoryLimitMb: 512 },
      },
    });
    expect(await client.executeCode("return 1")).toMatchObject({ result: 1, error: null });
  });

  it("lets a per-execution timeout override the default", async () => {
    const client = open({
      codeMode: { enabled: true, executor: "vm", executorOptions: { timeoutMs: 200 } },
    });
    const slow = "await new Promise((resolve) => setTimeout(resolve, 600)); return 'done'";
    expect((await client.executeCode(slow)).error).toContain("timed out");
    expect((await client.executeCode(slow, 30000)).result).toBe("done");
  });

  it("is off with enabled: false", async () => {
    const client = open({ codeMode: { enabled: false } });
    await expect(client.executeCode("return 1")).rejects.toMatchObject({
      code: "CODE_MODE_DISABLED",
    });
  });
});

describe("custom executors", () => {
  const myCustomRuntime = {
    execute: async (code: string) => ({
      value: code.length,
      console: ["ran"],
      error: null,
      duration: 0.5,
    }),
  };

  it("may be a function", async () => {
    const client = open({
      codeMode: {
        enabled: true,
        executor: async (code: string, timeout?: number) => {
          const result = await myCustomRuntime.execute(code);
          expect(timeout).toBe(1234);
          return {
            result: result.value,
            logs: result.console,
            error: result.error,
            execution_time: result.duration,
          };
        },
      },
    });
    expect(await client.executeCode("12345", 1234)).toEqual({
      result: 5,
      logs: ["ran"],
      error: null,
      execution_time: 0.5,
    });
  });

  class MyExecutor extends BaseCodeExecutor {
    cleanedUp = 0;

    async execute(code: string, _timeout?: number): Promise<ExecutionResult> {
      await this.ensureServersConnected();
      const namespaces = this.getToolNamespaces();
      const search = await this.createSearchToolsFunction()("pull request", "names");
      return {
        result: { code, servers: namespaces.map(({ serverName }) => serverName), search },
        logs: [],
        error: null,
        execution_time: 0,
      };
    }

    async cleanup(): Promise<void> {
      this.cleanedUp++;
    }
  }

  it("may be an instance, given to the client under construction", async () => {
    const executor = new MyExecutor();
    const client = open({ codeMode: { enabled: true, executor } });
    const { result } = await client.executeCode("x");
    expect(result).toMatchObject({ code: "x", servers: ["github"] });
    await client.close();
    expect(executor.cleanedUp).toBeGreaterThan(0);
  });

  it("may be a class", async () => {
    const client = open({ codeMode: { enabled: true, executor: MyExecutor } });
    expect((await client.executeCode("x")).result).toMatchObject({ servers: ["github"] });
  });

  it("may be an instance made with a client", async () => {
    const owner = open({ codeMode: true });
    const executor = new MyExecutor(owner);
    expect((await executor.execute("x")).result).toMatchObject({ servers: ["github"] });
    const other = (): MCPClient => open({ codeMode: { executor } });
    expect(other).toThrow(expect.objectContaining({ code: "EXECUTOR_INVALID" }));
  });
});

describe("the code of an agent", () => {
  it("calls tools by namespace and processes data", async () => {
    const { result, error } = await open({ codeMode: true }).executeCode(`
      const prs = await github.list_pull_requests({
        owner: "facebook",
        repo: "react",
      });
      const openBugs = prs.filter(
        (pr) => pr.labels.some((l) => l.name === "bug") && pr.state === "open"
      );
      const summary = {
        total: prs.length,
        open: openBugs.length,
        titles: openBugs.map((pr) => pr.title),
      };
      return summary;
    `);
    expect(error).toBeNull();
    expect(result).toEqual({ total: 3, open: 1, titles: ["Fix the parser"] });
  });

  it("discovers tools", async () => {
    const { result, logs, error } = await open({ codeMode: true }).executeCode(`
      const allResult = await search_tools();
      const allTools = allResult.results;
      console.log(\`Found \${allResult.meta.result_count} tools out of \${allResult.meta.total_tools} total\`);

      const githubResult = await search_tools("github");
      const githubTools = githubResult.results;

      const namesResult = await search_tools("", "names");
      const toolNames = namesResult.results;

      const descsResult = await search_tools("", "descriptions");
      const toolDescs = descsResult.results;

      const fullResult = await search_tools("github", "full");
      console.log(\`Namespaces: \${fullResult.meta.namespaces.join(", ")}\`);
      console.log("Available servers:", __tool_namespaces);
      return { allTools, githubTools, toolNames, toolDescs, full: fullResult.results };
    `);
    expect(error).toBeNull();
    expect(logs).toEqual([
      "Found 3 tools out of 3 total",
      "Namespaces: github",
      'Available servers: ["github"]',
    ]);
    const found = result as Record<string, ToolSearchResult[]>;
    expect(found["allTools"]).toHaveLength(3);
    expect(found["githubTools"]).toHaveLength(3);
    expect(found["toolNames"]?.[1]).toEqual({
      name: "list_issues",
      server: "github",
      call: "github.list_issues",
    });
    expect(found["toolDescs"]?.[1]).toHaveProperty("description");
    expect(found["toolDescs"]?.[1]).not.toHaveProperty("input_schema");
    expect(found["full"]?.[0]).toHaveProperty("input_schema");
  });

  it("handles errors of tools", async () => {
    const result = await open({ codeMode: true }).executeCode(`
      try {
        const data = await github.get_pull_request({ number: 12345 });
        return data;
      } catch (error) {
        console.error("Failed to fetch PR:", error.message);
        return { error: error.message };
      }
    `);
    expect(result.error).toBeNull();
    expect(result.result).toEqual({ error: "pull request 12345 not found" });
    expect(result.logs).toEqual(["[ERROR] Failed to fetch PR: pull request 12345 not found"]);
    expect(result.execution_time).toBeGreaterThan(0);
    expect(result.execution_time).toBeLessThan(60);
  });
});

describe("types", () => {
  it("are those of the documentation", () => {
    expectTypeOf<{ timeoutMs?: number; memoryLimitMb?: number }>().toExtend<VMExecutorOptions>();
    expectTypeOf<{ apiKey: string; timeoutMs?: number }>().toExtend<E2BExecutorOptions>();
    expectTypeOf<{
      enabled: true;
      executor: "e2b";
      executorOptions: { apiKey: string; timeoutMs: number };
    }>().toExtend<CodeModeConfig>();
    expectTypeOf<ToolSearchResponse>().toExtend<{
      meta: ToolSearchMeta;
      results: ToolSearchResult[];
    }>();
    expectTypeOf<ToolSearchMeta>().toExtend<{
      total_tools: number;
      namespaces: string[];
      result_count: number;
    }>();
    expectTypeOf<ExecutionResult>().toExtend<{
      result: unknown;
      logs: string[];
      error: string | null;
      execution_time: number;
    }>();
    // @ts-expect-error options that are not the executor's are refused
    const wrong: CodeModeConfig = { executor: "vm", executorOptions: { timeoutMs: "soon" } };
    expect(wrong).toBeDefined();
  });
});
