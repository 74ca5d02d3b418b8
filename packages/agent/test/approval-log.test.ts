/** The log of code that runs again after an approval. */
import { createToolServer, type InProcessTool, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const LISTED = expect.stringContaining("[WARN] notes.list answered with what its output schema");

it("says again what was said of an answer, and no line is taken for one of before", async () => {
  const tool = (name: string, more: Partial<InProcessTool> = {}): InProcessTool => ({
    name,
    inputSchema: { type: "object" },
    handler: () => ({ content: [], structuredContent: { count: "many" } }),
    ...more,
  });
  const outputSchema = { type: "object", properties: { count: { type: "number" } } };
  const server = createToolServer("notes", [tool("list", { outputSchema }), tool("delete")]);
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [
      runs(`
        await notes.list();
        console.log("listed");
        await notes.delete();
        console.log("deleted");
        console.log("done");
      `),
      { text: "Done." },
    ],
  });
  const policy = { rules: [{ match: "notes.delete", action: "ask" as const }] };
  const client = new MCPClient({ mcpServers: { notes: { server } } }, { codeMode: { policy } });
  const lines: string[] = [];
  client.on("log", ({ line }) => void lines.push(line));
  await using agent = new MCPAgent({ llm: modelFor(standIn), client });
  try {
    await agent.invoke("Tidy up");
    expect(lines).toEqual([LISTED, "listed"]);
    const { messages } = await agent.resume([{ type: "approve" }]);
    expect(lines).toEqual([LISTED, "listed", "deleted", "done"]);
    expect(messages[0]).toMatchObject({
      artifact: { logs: [LISTED, "listed", "deleted", "done"] },
    });
  } finally {
    await client.close();
    await standIn.close();
  }
});
