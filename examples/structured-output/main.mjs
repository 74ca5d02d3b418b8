/** An answer that fits a schema, checked and transformed by it. */
import assert from "node:assert/strict";
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { z } from "zod";
import { createIssueTracker } from "../issue-tracker.mjs";
import { placeOf, runs } from "../provider.mjs";

const Report = z.object({
  open: z.number().int().describe("How many issues are open"),
  bugs: z.array(z.string()).describe("Titles of the open bugs"),
  written: z.iso.date().transform((text) => new Date(text)),
});

const place = await placeOf("openai", "OPENAI_API_KEY", [
  runs(`
    const open = await tracker.list_issues({ state: "open" });
    return { open: open.length, bugs: open.filter(({ labels }) => labels.includes("bug")) };
  `),
  // The date is none: the model is told so, and gives another.
  {
    toolCalls: [
      { name: "final_answer", args: { open: 2, bugs: ["Crash on start"], written: "today" } },
    ],
  },
  {
    toolCalls: [
      { name: "final_answer", args: { open: 2, bugs: ["Crash on start"], written: "2026-11-24" } },
    ],
  },
]);
const agent = new MCPAgent({
  llm: new ChatOpenAI({
    model: "gpt-5-mini",
    apiKey: place.apiKey,
    configuration: { baseURL: place.baseUrl },
  }),
  mcpServers: { tracker: { server: createIssueTracker() } },
});

try {
  const report = await agent.run("Write a report on the open issues.", { schema: Report });
  console.log(report);
  assert.equal(report.open, 2);
  assert.ok(report.written instanceof Date);
} finally {
  await agent.close();
  await place.close();
}
