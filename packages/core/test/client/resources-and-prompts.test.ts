import type { MCPSession } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { npmServer, rawServer } from "../support/servers.js";

function everything(): Promise<MCPSession> {
  return open({ everything: npmServer("everything") }).createSession("everything");
}

function raw(requestTimeoutMs = 60_000): Promise<MCPSession> {
  return open({ raw: { ...rawServer("resources"), requestTimeoutMs } }).createSession("raw");
}

describe("a session", () => {
  it("lists and reads the resources of a reference server", async () => {
    const session = await everything();
    const [resource] = await session.listResources();
    expect(resource).toMatchObject({ uri: expect.any(String), name: expect.any(String) });
    const [contents] = await session.readResource(resource?.uri ?? "");
    expect(contents?.uri).toBe(resource?.uri);
    expect(contents?.text ?? contents?.blob).toEqual(expect.any(String));
    const templates = await session.listResourceTemplates();
    expect(templates.map(({ uriTemplate }) => uriTemplate).join()).toContain("{");
  });

  it("lists and fills in the prompts of a reference server", async () => {
    const session = await everything();
    const prompts = await session.listPrompts();
    const plain = prompts.find(({ arguments: args = [] }) => args.length === 0);
    const { messages } = await session.getPrompt(plain?.name ?? "");
    expect(messages[0]).toMatchObject({ role: "user", content: { type: "text" } });
    const demanding = prompts.find(({ arguments: args = [] }) =>
      args.some((each) => each.required),
    );
    await expect(session.getPrompt(demanding?.name ?? "")).rejects.toMatchObject({
      code: "TOOL_FAILED",
    });
  });

  it("reads all pages of a list, and passes on what it does not know", async () => {
    const resources = await (await raw()).listResources();
    expect(resources).toEqual(
      ["0", "1", "2"].map((name) => ({ uri: `raw:${name}`, name, unheard: ["of"] })),
    );
    const session = await raw();
    expect(await session.readResource("raw:0")).toEqual([
      { uri: "raw:0", text: "zero", unheard: 1 },
    ]);
    expect(await session.getPrompt("x", { a: "1" })).toMatchObject({ name: "x", args: { a: "1" } });
  });

  it.each<[what: string, ask: (session: MCPSession) => Promise<unknown>, error: object]>([
    [
      "a list that is none",
      (session) => session.listResourceTemplates(),
      {
        code: "TOOL_FAILED",
        message:
          'The server "raw" answered resources/templates/list without an array of resourceTemplates',
      },
    ],
    [
      "contents that are none",
      (session) => session.readResource("raw:1"),
      { code: "TOOL_FAILED", message: expect.stringContaining("without an array of contents") },
    ],
    [
      "no answer",
      (session) => session.readResource("raw:hang"),
      {
        code: "TOOL_TIMEOUT",
        message: expect.stringMatching(/^resources\/read on "raw" did not answer within \d+ ms/),
      },
    ],
  ])("says what is wrong with %s", async (what, ask, error) => {
    const session = await raw(what === "no answer" ? 500 : undefined);
    await expect(ask(session)).rejects.toMatchObject(error);
  });

  it.each<[what: string, ask: (session: MCPSession) => Promise<unknown>]>([
    ["resources", (session) => session.listResources()],
    ["resources", (session) => session.listResourceTemplates()],
    ["resources", (session) => session.readResource("a:1")],
    ["prompts", (session) => session.listPrompts()],
    ["prompts", (session) => session.getPrompt("a")],
  ])("says that a server offers no %s", async (what, ask) => {
    const session = await open({ raw: rawServer() }).createSession("raw");
    await expect(ask(session)).rejects.toMatchObject({
      code: "CAPABILITY_MISSING",
      message: `The server "raw" offers no ${what}`,
    });
  });

  it("cancels a request at the server", async () => {
    const session = await raw();
    const abort = new AbortController();
    const reading = session.readResource("raw:hang", { signal: abort.signal, timeoutMs: 10_000 });
    setTimeout(() => abort.abort(), 50);
    await expect(reading).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    const { content } = await session.callTool("seen");
    expect(String(content[0]?.["text"])).toContain("notifications/cancelled");
  });
});
