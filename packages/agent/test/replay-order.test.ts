/** Parallel branches of code that is run again after an approval. */
import { createToolServer, type InProcessTool, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

it("go on in the order of before, also if two had their answers at once, the later one first", async () => {
  const made: string[] = [];
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const tool = (name: string, wait = async (): Promise<void> => {}): InProcessTool => ({
    name,
    inputSchema: { type: "object" },
    handler: async () => {
      made.push(name);
      await wait();
      return { content: [{ type: "text", text: name }] };
    },
  });
  const server = createToolServer("notes", [
    tool("late", async () => {
      await released;
      // The other answer is on its way by then, and nothing else happens in between.
      for (let turn = 0; turn < 100; turn++) await undefined;
    }),
    tool("early", async () => release()),
    tool("read"),
    tool("list"),
    tool("delete"),
  ]);
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [
      runs(`
        const branch = async (first, second) => [await notes[first](), await notes[second]()];
        const both = await Promise.all([branch("late", "read"), branch("early", "list")]);
        return [both, await notes.delete()];
      `),
      { text: "Done." },
    ],
  });
  const policy = { rules: [{ match: "notes.delete", action: "ask" as const }] };
  const client = new MCPClient({ mcpServers: { notes: { server } } }, { codeMode: { policy } });
  await using agent = new MCPAgent({ llm: modelFor(standIn), client });
  try {
    expect((await agent.invoke("Go")).status).toBe("needs-approval");
    const { messages } = await agent.resume([{ type: "approve" }]);
    const result = [
      [
        ["late", "read"],
        ["early", "list"],
      ],
      "delete",
    ];
    expect(messages[0]).toMatchObject({ artifact: { error: null, result } });
    expect(made.toSorted()).toEqual(["delete", "early", "late", "list", "read"]);
  } finally {
    await client.close();
    await standIn.close();
  }
});
