import { createToolServer, MCPClient } from "@toolweave/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const IMAGE = { type: "image", data: "aGkh", mimeType: "image/png" };
const camera = createToolServer("camera", [
  {
    name: "screenshot",
    inputSchema: { type: "object" },
    handler: () => ({ content: [{ type: "text", text: "taken" }, IMAGE] }),
  },
  {
    name: "measure",
    inputSchema: { type: "object" },
    handler: () => ({ content: [IMAGE], structuredContent: { width: 5 } }),
  },
]);

let client: MCPClient;
beforeAll(() => {
  client = new MCPClient({ mcpServers: { camera: { server: camera } } }, { codeMode: true });
});
afterAll(() => client.close());

describe("content that code emits", () => {
  it("reaches a model through any MCP client, behind the text", async () => {
    const { client: mcp } = await client.createSession("code_mode");
    const code =
      'emit(await camera.screenshot()); image(new TextEncoder().encode("hi!"), "image/jpeg"); return (await camera.measure()).width';
    // The SDK's client checks every block.
    const { content } = await mcp.callTool({ name: "execute_code", arguments: { code } });
    const [first, ...blocks] = content as { type: string; text?: string }[];
    expect(JSON.parse(first?.text ?? "")).toMatchObject({
      result: 5,
      content: "3 blocks follow: text, image/png, image/jpeg.",
    });
    expect(blocks).toEqual([
      { type: "text", text: "taken" },
      IMAGE,
      { ...IMAGE, mimeType: "image/jpeg" },
    ]);
  });

  it("reaches a model with the error of code that failed", async () => {
    const code = "emit(await camera.screenshot()); null.x";
    const { content, isError } = await client.callTool("code_mode", "execute_code", { code });
    expect(isError).toBe(true);
    expect(content.slice(1)).toEqual([{ type: "text", text: "taken" }, IMAGE]);
  });

  it("is with the result for the host, whole", async () => {
    const { content, result } = await client.executeCode('emit("x".repeat(100_000)); return 1');
    expect(result).toBe(1);
    expect(String(content?.[0]?.["text"]).length).toBe(100_000);
  });

  it("is shown whole wherever it fits", async () => {
    const small = new MCPClient({}, { codeMode: { outputBudget: 500 } });
    const code = `emit("x".repeat(250)); emit("2"); return "ok"`;
    const { content } = await small.callTool("code_mode", "execute_code", { code });
    expect(content.slice(1)).toEqual([
      { type: "text", text: "x".repeat(250) },
      { type: "text", text: "2" },
    ]);
    expect(JSON.parse(String(content[0]?.["text"]))).toMatchObject({
      result: "ok",
      content: "2 blocks follow: text ×2.",
    });
  });

  it("of which a text was cut is recalled by a later execution", async () => {
    const code = 'emit(["short", "x".repeat(100_000)])';
    const { content } = await client.callTool("code_mode", "execute_code", { code });
    const notice = JSON.parse(String(content[0]?.["text"])) as { content: string };
    const [, handle] = /recall\('(r\d+)'\)/.exec(notice.content) ?? [];
    const { result } = await client.executeCode(
      `const [block] = await recall("${handle}"); return [block.type, block.text.length]`,
    );
    expect(result).toEqual(["text", 100_000]);
  });

  it("of many megabytes passes", async () => {
    const { content, error } = await client.executeCode(`
      const bytes = new Uint8Array(8_000_000).map((_, n) => n);
      image(bytes, "image/png");`);
    expect(error).toBeNull();
    const decoded = Buffer.from(String(content?.[0]?.["data"]), "base64");
    expect(decoded.length).toBe(8_000_000);
    expect(decoded.every((byte, n) => byte === n % 256)).toBe(true);
  });
});
