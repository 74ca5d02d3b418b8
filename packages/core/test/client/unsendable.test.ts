import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { journal, listen, sseOnly, streamable } from "../support/http-server.js";
import { rawServer } from "../support/servers.js";

const circle: Record<string, unknown> = {};
circle["self"] = circle;

describe("a call whose arguments are no JSON", () => {
  it.each([
    ["stdio", async () => rawServer()],
    ["Streamable HTTP", async () => ({ url: (await listen(streamable(journal()))).url })],
    ["SSE", async () => ({ url: (await listen(sseOnly(journal()))).url })],
  ])("is refused over %s, and those beside it are answered", async (_, config) => {
    const client = open({ s: await config() });
    const session = await client.createSession("s");
    const beside = client.callTool("s", "sleep", { ms: 300 });
    for (const [args, reason] of [
      [{ n: 1n }, "BigInt"],
      [circle, "circular"],
    ] as const) {
      await expect(client.callTool("s", "echo", args)).rejects.toMatchObject({
        code: "TOOL_ARGUMENTS_INVALID",
        message: expect.stringMatching(`^echo on "s" cannot be sent: .*${reason}.*$`),
      });
    }
    await expect(session.callTool("echo", {}, { meta: { n: 1n } })).rejects.toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringMatching(/^echo on "s" cannot be sent: .*BigInt$/),
    });
    await beside;
    expect(client.getSession("s")).toBe(session);
  });
});
