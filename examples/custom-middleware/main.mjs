/** Code mode in an agent that is there already, beside its own tool and its own middleware. */
import assert from "node:assert/strict";
import { ChatOpenAI } from "@langchain/openai";
import { codeModeMiddleware, isCodeModeEvent } from "@toolweave/agent";
import { MCPClient } from "@toolweave/core";
import { createAgent, createMiddleware, tool } from "langchain";
import { z } from "zod";
import { createIssueTracker } from "../issue-tracker.mjs";
import { placeOf, runs } from "../provider.mjs";

const place = await placeOf("openai", "OPENAI_API_KEY", [
  {
    toolCalls: [
      ...runs(
        'console.log("counting"); return (await tracker.list_issues({ state: "open" })).length',
      ).toolCalls,
      { name: "who_is_on_call", args: { team: "web" } },
    ],
  },
  { text: "Two issues are open, and Ada is on call." },
]);

const whoIsOnCall = tool(({ team }) => `Ada is on call for ${team}`, {
  name: "who_is_on_call",
  description: "Tells who of a team is on call",
  schema: z.object({ team: z.string() }),
});

/** @type {number[]} */
const durations = [];
const timing = createMiddleware({
  name: "Timing",
  wrapModelCall: async (request, handler) => {
    const started = performance.now();
    const answer = await handler(request);
    durations.push(performance.now() - started);
    return answer;
  },
});

const client = new MCPClient(
  { mcpServers: { tracker: { server: createIssueTracker() } } },
  { codeMode: true },
);
const agent = createAgent({
  model: new ChatOpenAI({
    model: "gpt-5-mini",
    apiKey: place.apiKey,
    configuration: { baseURL: place.baseUrl },
  }),
  systemPrompt: "You help the web team. Be brief.",
  tools: [whoIsOnCall],
  middleware: [codeModeMiddleware({ client }), timing],
});

try {
  const stream = await agent.stream(
    { messages: "How many issues are open, and who of the team web is on call?" },
    { streamMode: ["custom", "values"] },
  );
  let answer = "";
  for await (const [mode, chunk] of stream) {
    if (mode === "values") answer = chunk.messages.at(-1)?.text ?? "";
    else if (isCodeModeEvent(chunk)) {
      console.log(
        chunk.type === "code_mode.log" ? `log   ${chunk.line}` : `call  ${chunk.call.tool}`,
      );
    }
  }
  console.log(answer);
  console.log(durations.map((ms) => `${Math.round(ms)} ms`).join(", "));
  assert.match(answer, /Ada/);
  assert.ok(durations.length >= 2);
} finally {
  await client.close();
  await place.close();
}
