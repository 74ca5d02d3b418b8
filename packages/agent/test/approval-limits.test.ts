/** Runs of code that go on, after an approval, where less is allowed than before. */
import { MemorySaver } from "@langchain/langgraph";
import { MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";
import { createNotesServer } from "./support/notes-server.js";

const CODE = `
  await notes.read({ id: 1 });
  await notes.read({ id: 2 });
  const gone = await notes.delete({ id: 3 });
  const further = await notes.read({ id: 4 }).catch(({ code }) => code);
  return { gone, further };
`;

it("makes the calls that were allowed before, and none beyond the smaller limit", async () => {
  const { server, made } = createNotesServer();
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [runs(CODE), { text: "Done." }],
  });
  const memory = new MemorySaver();
  const llm = modelFor(standIn);
  const policy = { rules: [{ match: "notes.delete", action: "ask" as const }] };
  const open = (maxToolCalls: number): { client: MCPClient; agent: MCPAgent } => {
    const mcpServers = { notes: { server } };
    const client = new MCPClient(
      { mcpServers },
      { codeMode: { policy, limits: { maxToolCalls } } },
    );
    return { client, agent: new MCPAgent({ llm, client, memory, threadId: "one" }) };
  };
  const before = open(10);
  expect((await before.agent.invoke("Go")).status).toBe("needs-approval");
  await before.agent.close();
  await before.client.close();
  const after = open(1);
  try {
    const { messages } = await after.agent.resume([{ type: "approve" }]);
    const result = { gone: { deleted: 3 }, further: "TOOL_CALL_LIMIT" };
    expect(messages[0]).toMatchObject({ artifact: { error: null, result } });
    expect(made).toEqual(["read 1", "read 2", "delete 3"]);
  } finally {
    await after.agent.close();
    await after.client.close();
    await standIn.close();
  }
});
