/** What a model is shown of content that it cannot read. */
import { createToolServer } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const BYTES = "QUJD".repeat(10_000);
const CONTENT = {
  audio: { type: "audio", data: BYTES, mimeType: "audio/wav" },
  file: { type: "resource", resource: { uri: "file:///a.bin", blob: BYTES } },
};

it.each([
  [
    "code emits",
    true,
    { audio: runs("emit(await disk.audio())"), file: runs("emit(await disk.file())") },
  ],
  [
    "a tool that the model calls gives",
    false,
    {
      audio: { toolCalls: [{ name: "audio", args: {} }] },
      file: { toolCalls: [{ name: "file", args: {} }] },
    },
  ],
])(
  "audio and binary resources that %s are named, without their bytes",
  async (_, codeMode, turns) => {
    const tools = Object.entries(CONTENT).map(([name, block]) => ({
      name,
      inputSchema: { type: "object" as const },
      handler: () => ({ content: [block] }),
    }));
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [turns.audio, turns.file, { text: "Heard." }],
    });
    const agent = new MCPAgent({
      llm: modelFor(standIn),
      codeMode,
      mcpServers: { disk: { server: createToolServer("disk", tools) } },
    });
    expect(await agent.run("Listen")).toBe("Heard.");
    await agent.close();
    const shown = standIn
      .received()
      .at(-1)
      ?.request?.messages.filter(({ role }) => role === "tool");
    expect(shown?.[0]?.text).toContain('"audio/wav"');
    expect(shown?.[1]?.text).toContain("file:///a.bin");
    for (const message of shown ?? []) {
      expect(message.text).toContain("40000 characters of base64, not shown");
      expect(message.text.length).toBeLessThan(500);
    }
    await standIn.close();
  },
);
