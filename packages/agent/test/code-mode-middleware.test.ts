/** Code mode in an agent that is made by LangChain's own createAgent. */
import { Command, MemorySaver } from "@langchain/langgraph";
import { type ExecutionResult, MCPClient } from "@toolweave/core";
import { createAgent, type ToolMessage } from "langchain";
import { describe, expect, it, vi } from "vitest";
import {
  type ApprovalInterrupt,
  codeModeMiddleware,
  createCodeModeTools,
  isCodeModeEvent,
} from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("codeModeMiddleware", () => {
  it("adds the tools, and the prompt behind the agent's own", async () => {
    const { client, standIn } = await openBench({
      script: { turns: [runs("return await notes.list()"), { text: "Four." }] },
    });
    const agent = createAgent({
      model: modelFor(standIn),
      systemPrompt: "You are brief.",
      middleware: [codeModeMiddleware({ client })],
    });
    const { messages } = await agent.invoke({ messages: "Count" });
    expect(messages.at(-1)?.text).toBe("Four.");
    const system = standIn.received()[0]?.request?.system ?? "";
    expect(system.startsWith("You are brief.")).toBe(true);
    expect(system).toContain("- `notes`: 7 tools");
  });

  it("adds no prompt where none is wanted", async () => {
    const { client, standIn } = await openBench({ script: { turns: [{ text: "Hi." }] } });
    const middleware = [codeModeMiddleware({ client, prompt: "" })];
    await createAgent({ model: modelFor(standIn), middleware }).invoke({ messages: "Hello" });
    expect(standIn.received()[0]?.request?.system).toBe("");
  });

  it("tells logs and calls on the custom stream while the code runs", async () => {
    const { client, standIn } = await openBench({
      script: {
        turns: [runs("console.log('one'); await notes.list()", "call_1"), { text: "Done." }],
      },
    });
    const middleware = [codeModeMiddleware({ client })];
    const agent = createAgent({ model: modelFor(standIn), middleware });
    const heard: unknown[] = [];
    for await (const chunk of await agent.stream({ messages: "Go" }, { streamMode: "custom" })) {
      if (isCodeModeEvent(chunk)) heard.push(chunk);
    }
    expect(heard).toMatchObject([
      { type: "code_mode.log", toolCallId: "call_1", line: "one" },
      { type: "code_mode.call", call: { tool: "list", status: "pending" } },
      { type: "code_mode.call", call: { tool: "list", status: "ok" } },
    ]);
  });

  it("interrupts for approval as humanInTheLoopMiddleware does, and is resumed the same way", async () => {
    const { client, standIn, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [
          runs("await notes.list(); return await notes.delete({ id: 1 })"),
          { text: "Gone." },
        ],
      },
    });
    const agent = createAgent({
      model: modelFor(standIn),
      middleware: [codeModeMiddleware({ client })],
      checkpointer: new MemorySaver(),
    });
    const config = { configurable: { thread_id: "one" } };
    const state = await agent.invoke({ messages: "Delete note 1" }, config);
    const [interrupt] =
      (state as { __interrupt__?: { value: ApprovalInterrupt }[] }).__interrupt__ ?? [];
    expect(interrupt?.value).toMatchObject({
      actionRequests: [{ name: "notes.delete", args: { id: 1 }, description: "Deletes one note" }],
      reviewConfigs: [{ actionName: "notes.delete", allowedDecisions: ["approve", "reject"] }],
    });
    const resume = new Command({ resume: { decisions: [{ type: "approve" }] } });
    const { messages } = await agent.invoke(resume, config);
    expect(messages.at(-1)?.text).toBe("Gone.");
    expect(made).toEqual(["list", "delete 1"]);
  });

  it("refuses what needs approval where the agent has no checkpointer, and says why", async () => {
    const { client, standIn, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 1 })"), { text: "I may not." }] },
    });
    const middleware = [codeModeMiddleware({ client })];
    const agent = createAgent({ model: modelFor(standIn), middleware });
    const { messages } = await agent.invoke({ messages: "Delete note 1" });
    expect(messages.at(-2)?.text).toContain("the agent has no checkpointer");
    expect(made).toEqual([]);
  });

  it("needs a client with code mode", () => {
    const client = new MCPClient({ mcpServers: {} });
    const make = (): unknown => codeModeMiddleware({ client });
    expect(make).toThrow(expect.objectContaining({ code: "CODE_MODE_DISABLED" }));
  });

  const client = new MCPClient({ mcpServers: {} }, { codeMode: true });

  it.each([
    ["nothing", undefined, "the options must be an object, not undefined"],
    ["the client itself", client, "it takes { client }, not the client itself"],
    ["no client", {}, "client must be an MCPClient, not undefined"],
    ["an object that is no client", { client: {} }, "client must be an MCPClient, not an object"],
    ["a misspelt option", { client, promt: "" }, "option promt is unknown. Did you mean prompt?"],
  ])("is not made with %s", (_, options, problem) => {
    const make = (): unknown => codeModeMiddleware(options as never);
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow(problem);
  });
});

describe("createCodeModeTools", () => {
  it("gives the model the budgeted text, and the whole outcome as the artifact", async () => {
    const { client, standIn } = await openBench({
      codeModeConfig: { outputBudget: 2000 },
      script: { turns: [runs("return 'x'.repeat(50_000)"), { text: "Long." }] },
    });
    const agent = createAgent({ model: modelFor(standIn), tools: createCodeModeTools(client) });
    const { messages } = await agent.invoke({ messages: "Go" });
    const answer = messages.at(-2) as ToolMessage;
    expect(answer.text.length).toBeLessThanOrEqual(2000);
    expect(answer.text).toContain("recall");
    expect(((answer.artifact as ExecutionResult).result as string).length).toBe(50_000);
  });

  it("can be called without an agent", async () => {
    const { client } = await openBench({ script: {} });
    const [execute, search] = createCodeModeTools(client);
    expect(await execute?.invoke({ code: "return 1 + 1" })).toContain('"result": 2');
    expect(await search?.invoke({ query: "delete", detail_level: "names" })).toContain(
      "notes.delete",
    );
  });

  it("ends the code when its caller's signal aborts", async () => {
    const { client, made } = await openBench({ script: {} });
    const [execute] = createCodeModeTools(client);
    const abort = new AbortController();
    const run = execute?.invoke({ code: "await notes.wait()" }, { signal: abort.signal });
    const ended = expect(run).rejects.toThrow(/abort/i);
    await vi.waitFor(() => expect(made).toEqual(["wait"]), 20_000);
    abort.abort();
    await ended;
    await vi.waitFor(() => expect(made).toEqual(["wait", "wait cancelled"]), 20_000);
  });

  it("says what is wrong with the arguments to a caller that is no agent", async () => {
    const { client } = await openBench({ script: {} });
    const [execute] = createCodeModeTools(client);
    await expect(execute?.invoke({ cod: "1" })).rejects.toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining("did you mean code?"),
    });
  });

  it.each([
    [undefined, "it takes an MCPClient, not undefined"],
    [{}, "it takes an MCPClient, not an object"],
  ])("are not made of %j", (client, problem) => {
    const make = (): unknown => createCodeModeTools(client as never);
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow(problem);
  });

  it("needs a client with code mode", () => {
    const make = (): unknown => createCodeModeTools(new MCPClient({ mcpServers: {} }));
    expect(make).toThrow(expect.objectContaining({ code: "CODE_MODE_DISABLED" }));
  });

  it("gives images as content blocks", async () => {
    const { client } = await openBench({ script: {} });
    const [execute] = createCodeModeTools(client);
    const content = await execute?.invoke({ code: "emit(await notes.picture())" });
    expect(content).toMatchObject([
      { type: "text" },
      { type: "image_url", image_url: { url: expect.stringMatching(/^data:image\/png;base64,/) } },
    ]);
  });
});
