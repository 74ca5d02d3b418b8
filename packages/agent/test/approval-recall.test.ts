import { MemorySaver } from "@langchain/langgraph";
import { MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { type Bench, openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";
import { createNotesServer } from "./support/notes-server.js";

const POLICY = { rules: [{ match: "notes.delete", action: "ask" as const }] };

/** An agent whose code has recalled what was cut before, and asks for approval of what it found there. */
async function openAsking(memory = new MemorySaver()): Promise<Bench> {
  const bench = await openBench({
    memory,
    threadId: "tidy",
    codeModeConfig: { policy: POLICY, recall: { maxEntries: 1 } },
    script: {
      turns: [
        runs("return Array.from({ length: 5_000 }, (_, id) => ({ id }))"),
        (request) => {
          const [, handle] = /recall\('(r\d+)'\)/.exec(JSON.stringify(request)) ?? [];
          return runs(
            `const rows = await recall("${handle}"); return notes.delete({ id: rows[2].id })`,
          );
        },
        { text: "Deleted." },
      ],
    },
  });
  expect(await bench.agent.invoke("Tidy up")).toMatchObject({
    status: "needs-approval",
    approvals: [{ tool: "delete", args: { id: 2 } }],
  });
  return bench;
}

it("an approved call is made though what its code has recalled has made way meanwhile", async () => {
  const { agent, client, made } = await openAsking();
  const [executeCode] = client.codeModeConnector?.tools ?? [];
  await executeCode?.call({ code: "return 'another '.repeat(9_000)" });
  expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "Deleted." });
  expect(made).toEqual(["delete 2"]);
});

it("an approved call is made by another client, which has kept nothing of what its code has recalled", async () => {
  const memory = new MemorySaver();
  const { standIn } = await openAsking(memory);
  const { server, made } = createNotesServer();
  const client = new MCPClient(
    { mcpServers: { notes: { server } } },
    { codeMode: { policy: POLICY } },
  );
  const agent = new MCPAgent({ llm: modelFor(standIn), client, memory, threadId: "tidy" });
  expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "Deleted." });
  expect(made).toEqual(["delete 2"]);
  await agent.close();
  await client.close();
});
