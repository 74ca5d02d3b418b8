import { createToolServer, type MCPClient, type ToolCallRecord } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { rawServer } from "./support/raw-server.js";

const slow = createToolServer("slow", [
  {
    name: "wait",
    inputSchema: { type: "object" },
    handler: () => new Promise(() => {}),
  },
]);

/** What a model is told of the calls of an execution that failed. */
async function toldOf(client: MCPClient, code: string): Promise<unknown> {
  const { content } = await client.callTool("code_mode", "execute_code", { code, timeout: 2_000 });
  return JSON.parse(String(content[0]?.["text"])).calls;
}

async function recordsOf(client: MCPClient, code: string): Promise<ToolCallRecord[]> {
  return (await client.executeCode(code, 2_000)).tool_calls ?? [];
}

describe("a call that is never sent", () => {
  it("has not taken effect, where its server never was there", async () => {
    const gone = { command: process.execPath, args: ["-e", "process.exit(3)"] };
    const client = open({ gone, hung: rawServer("hang") });
    for (const server of ["gone", "hung"]) {
      const code = `await ${server}.make({})`;
      expect(await toldOf(client, code)).toBeUndefined();
      expect(await recordsOf(client, code)).toMatchObject([
        { status: "error", error_code: "SERVER_UNAVAILABLE", unsent: true },
      ]);
    }
  });

  it("is told from one that was sent, when the execution ends", async () => {
    const limits = { maxConcurrentToolCalls: 1 };
    const client = open({ slow: { server: slow } }, { limits });
    const code = "await Promise.all([slow.wait(), slow.wait(), slow.wait()])";
    expect(await toldOf(client, code)).toBe(
      "1 call got no answer and may have taken effect: slow.wait (call 1 of 3). " +
        "Do not repeat what is done.",
    );
    const records = await recordsOf(client, code);
    expect(records.map(({ status }) => status)).toEqual(Array(3).fill("cancelled"));
    expect(records.map(({ unsent }) => unsent)).toEqual([undefined, true, true]);
  });

  it("may have taken effect, where its server died of it", async () => {
    const client = open({ raw: rawServer("good") });
    expect(await toldOf(client, "await raw.die()")).toContain("may have taken effect: raw.die");
  });
});
