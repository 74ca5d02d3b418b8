import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { InMemoryTaskStore } from "@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import { textOf } from "../support/results.js";
import { npmServer, rawTaskServer } from "../support/servers.js";
import { within } from "../support/within.js";

interface Tasked {
  readonly server: McpServer;
  readonly store: InMemoryTaskStore;
}

/**
 * A server whose tool `work` runs as a task alone, and comes to this end after so many milliseconds; `startMs` is
 * how long it takes to begin one.
 */
function taskServer(end: "completed" | "failed" = "completed", startMs = 0): Tasked {
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
        if (startMs > 0) await new Promise((resolve) => setTimeout(resolve, startMs));
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

  it("is cancelled at the server by an abort before the server has said that it began", async () => {
    const { server, store } = taskServer("completed", 2_000);
    const client = open({ tasks: { server } });
    await client.createSession("tasks").then((session) => session.listTools());
    const options = { signal: AbortSignal.timeout(100) };
    await expect(client.callTool("tasks", "work", { ms: 30_000 }, options)).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
      message: 'work on "tasks" was cancelled',
    });
    expect(store.getAllTasks()).toEqual([]);
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
    await client.createSession("everything").then((session) => session.listTools());
    const args = { topic: "python", ambiguous: true };
    const result = await client.callTool("everything", "simulate-research-query", args);
    expect(asked).toHaveLength(1);
    expect(textOf(result)).toContain("python");
  });

  it("is cancelled where the signal fires as its task has begun", async () => {
    const client = open({ raw: rawTaskServer("progress-at-once") });
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort() };
    await expect(client.callTool("raw", "work", {}, options)).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
      message: 'work on "raw" was cancelled',
    });
  });

  it("tells why its task failed where there is no result", async () => {
    const { server, store } = taskServer();
    const client = open({ tasks: { server } });
    const call = client.callTool("tasks", "work", { ms: 30_000 });
    const failure = expect(call).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: expect.stringMatching(/ \(its task failed: the disk is full\)$/),
    });
    await eventually(() => store.getAllTasks().length > 0);
    const taskId = store.getAllTasks()[0]?.taskId ?? "";
    await store.updateTaskStatus(taskId, "failed", "the disk is full");
    await failure;
  });

  it.each([
    ["how it stands", "no-state"],
    ["what came of it", "no-result"],
  ])("is cancelled where the server does not say in time %s", async (_, behaviour) => {
    const client = open({ raw: { ...rawTaskServer(behaviour), requestTimeoutMs: 2_000 } });
    await client.createSession("raw").then((session) => session.listTools());
    const signal = AbortSignal.timeout(30_000);
    await expect(client.callTool("raw", "work", {}, { signal })).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: 'work on "raw" did not answer within 2000 ms (mcpServers.raw.requestTimeoutMs)',
    });
    expect(textOf(await client.callTool("raw", "seen"))).toContain("tasks/cancel");
  });

  it("fails where the server does not say what its task is called", async () => {
    const client = open({ raw: rawTaskServer("no-id") });
    await expect(client.callTool("raw", "work")).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: expect.stringContaining(
        'The server "raw" began a task for work and gave it no taskId',
      ),
    });
  });

  it("lets go of who listened to its progress once it is over", async () => {
    const client = open({ tasks: { server: taskServer().server } });
    const garbage = await listenersLeft(20, (onProgress) =>
      client.callTool("tasks", "work", { ms: 1 }, { onProgress }),
    );
    expect(garbage).toBeLessThan(5);
  });
});

describe("a server that offers tasks", () => {
  it("is called while it does not say how its tools have changed", async () => {
    const client = open({ raw: rawTaskServer("list-once") });
    const session = await client.createSession("raw");
    await session.listTools();
    const options = { timeoutMs: 10_000 };
    expect(textOf(await session.callTool("plain", {}, options))).toBe("plain");
    expect(textOf(await session.callTool("plain", {}, options))).toBe("plain");
    expect(textOf(await session.callTool("work", {}, options))).toBe("worked");
  });

  it("holds a call to its time and its signal before it has listed its tools", async () => {
    const client = open({ raw: rawTaskServer("no-list") });
    const session = await client.createSession("raw");
    await expect(session.callTool("plain", {}, { timeoutMs: 100 })).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: expect.stringContaining('plain on "raw" was not called within 100 ms (timeoutMs)'),
    });
    const signal = AbortSignal.timeout(100);
    await expect(session.callTool("plain", {}, { signal })).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
    });
  });
});

describe("a first call, which waits for the list of tools", () => {
  it("takes no longer than its time, all in all", async () => {
    const session = await open({ raw: rawTaskServer("slow-list") }).createSession("raw");
    const call = session.callTool("plain", {}, { timeoutMs: 2_500 });
    // The list takes 300 ms, after which it would have its whole time anew.
    await expect(within(2_750, call)).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: 'plain on "raw" did not answer within 2500 ms (timeoutMs)',
    });
  });

  it("has its time anew once the server tells of progress", async () => {
    const session = await open({ raw: rawTaskServer("slow-list") }).createSession("raw");
    const result = await session.callTool("plain", { ms: 3_000 }, { timeoutMs: 3_000 });
    expect(textOf(result)).toBe("late");
  });

  it("is not cancelled by a signal that fires when it has been answered", async () => {
    const session = await open({ raw: rawTaskServer("slow-list") }).createSession("raw");
    const abort = new AbortController();
    const options = { timeoutMs: 5_000, signal: abort.signal };
    expect(textOf(await session.callTool("plain", { ms: 1 }, options))).toBe("late");
    abort.abort();
    expect(textOf(await session.callTool("seen"))).not.toContain("notifications/cancelled");
  });

  it.each([
    ["a part of a millisecond", 5_000.5],
    ["null, which is none", null],
  ])("may have a timeout with %s", async (_, timeoutMs) => {
    const session = await open({ raw: rawTaskServer("slow-list") }).createSession("raw");
    const options = { timeoutMs: timeoutMs as number };
    expect(textOf(await session.callTool("plain", { ms: 1 }, options))).toBe("late");
  });

  it("is cancelled by its signal", async () => {
    const session = await open({ raw: rawTaskServer("slow-list") }).createSession("raw");
    const abort = new AbortController();
    const options = { timeoutMs: 30_000, signal: abort.signal };
    const call = session.callTool("plain", {}, options);
    const failure = expect(call).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    let own = 0;
    await eventually(async () => {
      own++;
      const calls = textOf(await session.callTool("seen")).match(/tools\/call/g) ?? [];
      return calls.length > own;
    });
    abort.abort();
    await failure;
    expect(textOf(await session.callTool("seen"))).toContain("notifications/cancelled");
  });
});

/** How many of so many functions given to calls there still are when these are over. */
async function listenersLeft(
  count: number,
  call: (onProgress: () => void) => Promise<unknown>,
): Promise<number> {
  const listeners: WeakRef<() => void>[] = [];
  const one = (number: number): Promise<unknown> => {
    const listener = (): void => void number;
    listeners.push(new WeakRef(listener));
    return call(listener);
  };
  await Promise.all(Array.from({ length: count }, (_, i) => one(i)));
  // A reference that was looked at in this turn keeps its object.
  await new Promise((resolve) => setTimeout(resolve, 50));
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return listeners.filter((each) => each.deref() !== undefined).length;
}
