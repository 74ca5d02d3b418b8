import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  EmptyResultSchema,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { textOf } from "../support/results.js";
import { npmServer, rawServer } from "../support/servers.js";

describe("an error that a server answers a call with", () => {
  const LOGIN = {
    mode: "url",
    elicitationId: "1",
    message: "Log in",
    url: "https://id.test/login",
  };

  it("names the page that the server wants its user to open", async () => {
    const client = open({ raw: rawServer() });
    const data = { elicitations: [LOGIN] };
    const args = { code: -32042, message: "You are not logged in.", data };
    await expect(client.callTool("raw", "fail", args)).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message:
        "You are not logged in. Before it is called again, its user has to open https://id.test/login",
      cause: { data },
    });
  });

  it.each([
    ["no page", { elicitations: [{ ...LOGIN, url: "javascript:alert(1)" }, null, 7] }],
    ["none", { elicitations: "many" }],
    ["nothing", null],
  ])("stands alone where the server names %s", async (_, data) => {
    const client = open({ raw: rawServer() });
    const args = { code: -32042, message: "not now", data };
    await expect(client.callTool("raw", "fail", args)).rejects.toMatchObject({
      message: "not now",
    });
  });

  it("says so where it has no words", async () => {
    const client = open({ raw: rawServer() });
    const args = { code: -32099, message: "" };
    await expect(client.callTool("raw", "fail", args)).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: "the server answered with the error -32099 and no message",
    });
  });
});

describe("what a server asks of its client", () => {
  it("is sampling, answered by onSampling", async () => {
    const asked: unknown[] = [];
    const client = open({
      everything: {
        ...npmServer("everything"),
        onSampling: async (params) => {
          asked.push(params);
          return { model: "test", role: "assistant", content: { type: "text", text: "Blue." } };
        },
      },
    });
    const args = { prompt: "Which colour?", maxTokens: 5 };
    const result = await client.callTool("everything", "trigger-sampling-request", args);
    expect(textOf(result)).toContain("Blue.");
    expect(asked).toMatchObject([{ maxTokens: 5, systemPrompt: "You are a helpful test server." }]);
  });

  it("is elicitation, answered by onElicitation", async () => {
    const asked: unknown[] = [];
    const client = open({
      everything: {
        ...npmServer("everything"),
        onElicitation: async (params) => {
          asked.push(params);
          return { action: "accept", content: { name: "Ada" } };
        },
      },
    });
    const { content } = await client.callTool("everything", "trigger-elicitation-request");
    expect(JSON.stringify(content)).toContain("Name: Ada");
    expect(asked).toMatchObject([{ message: expect.stringContaining("provide inputs") }]);
  });

  it.each([
    ["an array", [{ uri: "file:///home/ada", name: "Home" }]],
    ["a function", async () => [{ uri: "file:///home/ada", name: "Home" }]],
  ])("is its roots, given as %s", async (_, roots) => {
    const client = open({ everything: { ...npmServer("everything"), roots } });
    const result = await client.callTool("everything", "get-roots-list");
    expect(textOf(result)).toContain("Home");
    expect(textOf(result)).toContain("file:///home/ada");
  });

  it("is refused when a handler fails, and the session lives", async () => {
    const client = open({
      everything: {
        ...npmServer("everything"),
        onSampling: async () => {
          throw new Error("no model today");
        },
      },
    });
    const call = client.callTool("everything", "trigger-sampling-request", { prompt: "?" });
    expect(await call).toMatchObject({ isError: true });
    expect(JSON.stringify(await call)).toContain("no model today");
    expect(textOf(await client.callTool("everything", "echo", { message: "hi" }))).toContain("hi");
  });

  it("is refused when a handler rejects for no reason, as when a person closes a dialogue", async () => {
    const closed = (): Promise<never> => Promise.reject();
    const client = open({
      everything: {
        ...npmServer("everything"),
        onElicitation: closed,
        onSampling: closed,
        roots: closed,
        requestTimeoutMs: 10_000,
      },
    });
    const args = { prompt: "?" };
    expect(await client.callTool("everything", "trigger-elicitation-request")).toMatchObject({
      isError: true,
    });
    expect(await client.callTool("everything", "trigger-sampling-request", args)).toMatchObject({
      isError: true,
    });
    expect(textOf(await client.callTool("everything", "echo", { message: "hi" }))).toContain("hi");
  });

  it("is not offered where there is no handler", async () => {
    const session = await open({ everything: npmServer("everything") }).createSession("everything");
    const names = (await session.listTools()).map(({ name }) => name);
    expect(names.filter((name) => /sampling|elicitation|roots/.test(name))).toEqual([]);
  });

  it("is refused by name where a server asks for what is not offered", async () => {
    const server = new Server({ name: "asks", version: "1" }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: [{ name: "think", inputSchema: { type: "object" as const } }],
    }));
    server.setRequestHandler(CallToolRequestSchema, async (_request, { sendRequest }) => {
      const params = { messages: [], maxTokens: 5 };
      await sendRequest({ method: "sampling/createMessage", params }, EmptyResultSchema);
      return { content: [] };
    });
    await expect(open({ asks: { server } }).callTool("asks", "think")).rejects.toThrow(
      "does not offer sampling/createMessage",
    );
  });
});
