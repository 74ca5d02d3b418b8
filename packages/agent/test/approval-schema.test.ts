/** Answers that have to fit a schema, of runs that wait for approval in between. */
import { MemorySaver } from "@langchain/langgraph";
import { expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const schema = z.object({ left: z.number() });
const turns = [
  runs("return await notes.delete({ id: 1 })"),
  { toolCalls: [{ name: "final_answer", args: { left: 3 } }] },
];

it("an approved run keeps the schema that it was begun with", async () => {
  const { agent } = await openBench({ codeModeConfig: ASK_DELETE, script: { turns } });
  let result = await agent.invoke("Delete note 1", { schema });
  expect(result.status).toBe("needs-approval");
  result = await agent.resume([{ type: "approve" }]);
  if (result.status !== "answered") throw new Error(result.output);
  expect(result.output.left).toBe(3);
});

it("the schema is for the run alone, not for the next", async () => {
  const { agent } = await openBench({
    codeModeConfig: ASK_DELETE,
    script: {
      turns: [
        runs("return await notes.delete({ id: 1 })"),
        ...turns.slice(0, 1),
        { text: "Gone." },
      ],
    },
  });
  await agent.invoke("Delete note 1", { schema });
  await agent.invoke("Delete note 1, whatever it is");
  expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "Gone." });
});

it("another agent, as in another process, is given the schema again", async () => {
  const memory = new MemorySaver();
  const { agent, client, standIn } = await openBench({
    codeModeConfig: ASK_DELETE,
    memory,
    threadId: "one",
    script: { turns },
  });
  await agent.invoke("Delete note 1", { schema });
  const other = new MCPAgent({ llm: modelFor(standIn), client, memory, threadId: "one" });
  const result = await other.resume([{ type: "approve" }], { schema });
  await other.close();
  if (result.status !== "answered") throw new Error(result.output);
  expect(result.output.left).toBe(3);
});
