import { InMemoryTaskStore } from "@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import { textOf } from "../support/results.js";
import { npmServer } from "../support/servers.js";

interface Tasked {
  readonly server: McpServer;
  readonly store: InMemoryTaskStore;
}

/** A server whose tool `work` runs as a task alone, and comes to this end after so many milliseconds. */
function taskServer(end: "completed" | "failed" = "completed"): Tasked {
  const store = new InMemoryTaskStore();
  const server = new McpServer(
    { name: "tasks", version: "1" },
    {
      capabilities: { tasks: { cancel: {}, requests: { tools: { call: {} } } } },
      taskStore: store,
    },
  );
  const isError = end === "failed";
  server.experimental.tasks.registerToolTask(
    "work",
    {
      description: "Works for milliseconds",
      inputSchema: { ms: z.number() },
      execution: { taskSupport: "required" },
    },
    {
      createTask: async ({ ms }, { taskStore }) => {
        const task = await taskStore.createTask({ ttl: 60_000, pollInterval: 50 });
        const result: CallToolResult = { content: [{ type: "text", text: `took ${ms}` }], isError };
        // One that has been cancelled takes no result.
        const finish = (): Promise<void> => taskStore.storeTaskResult(task.taskId, end, result);
        setTimeout(() => void finish().catch(() => {}), ms);
        return { task };
      },
      getTask: (_args, { taskId, taskStore }) => taskStore.getTask(taskId),
      getTaskResult: async (_args, { taskId, taskStore }) =>
        (await taskStore.getTaskResult(taskId)) as CallToolResult,
    },
  );
  return { server, store };
}

describe("a tool that its server runs as a task alone", () => {
  it("is called like any other, and gives its result", async () => {
    const client = open({ tasks: { server: taskServer().server } });
    expect(textOf(await client.callTool("tasks", "work", { ms: 200 }))).toBe("took 200");
  });

  it("is called by code, of a server over stdio", async () => {
    const mcpServers = { everything: npmServer("everything") };
    const client = open(mcpServers, { codeMode: { executor: "vm" } });
    const code = "return await everything.simulate_research_query({ topic: 'tea' })";
    const { result, error } = await client.executeCode(code);
    expect(error).toBeNull();
    expect(result).toContain("tea");
  });

  it("may take longer than one request", async () => {
    const { server } = taskServer();
    const client = open({ tasks: { server, requestTimeoutMs: 300 } });
    expect(textOf(await client.callTool("tasks", "work", { ms: 800 }))).toBe("took 800");
  });

  it("gives a result that is marked as an error", async () => {
    const client = open({ tasks: { server: taskServer("failed").server } });
    const result = await client.callTool("tasks", "work", { ms: 1 });
    expect(result).toMatchObject({ isError: true, content: [{ text: "took 1" }] });
  });

  it("is cancelled at the server by an abort", async () => {
    const { server, store } = taskServer();
    const client = open({ tasks: { server } });
    const controller = new AbortController();
    const call = client.callTool("tasks", "work", { ms: 30_000 }, { signal: controller.signal });
    const failure = expect(call).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    await eventually(() => store.getAllTasks().length > 0);
    controller.abort();
    await failure;
    await eventually(() => store.getAllTasks()[0]?.status === "cancelled");
  });

  it("may ask a person meanwhile", async () => {
    const asked: string[] = [];
    const everything = {
      ...npmServer("everything"),
      requestTimeoutMs: 3_000,
      onElicitation: async ({ message }: { readonly message: string }) => {
        asked.push(message);
        // Longer than a request may take.
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        return { action: "accept" as const, content: { interpretation: "technical" } };
      },
    };
    const client = open({ everything });
    const args = { topic: "python", ambiguous: true };
    const result = await client.callTool("everything", "simulate-research-query", args);
    expect(asked).toHaveLength(1);
    expect(textOf(result)).toContain("python");
  });
});
