/** An agent with a model of Anthropic's, on a small issue tracker. */
import assert from "node:assert/strict";
import { ChatAnthropic } from "@langchain/anthropic";
import { MCPAgent } from "@toolweave/agent";
import { createIssueTracker } from "../issue-tracker.mjs";
import { placeOf, runs } from "../provider.mjs";

const place = await placeOf("anthropic", "ANTHROPIC_API_KEY", [
  runs(`
    const open = await tracker.list_issues({ state: "open" });
    console.log(open.length, "are open");
    return open.map(({ number, title }) => ({ number, title }));
  `),
  { text: "Two issues are open: #1, Crash on start, and #2, Add dark mode." },
]);

const agent = new MCPAgent({
  llm: new ChatAnthropic({
    model: "claude-sonnet-4-5",
    apiKey: place.apiKey,
    ...(place.baseUrl !== undefined && { anthropicApiUrl: place.baseUrl }),
  }),
  mcpServers: { tracker: { server: createIssueTracker() } },
});

try {
  let shown = "";
  for await (const text of agent.prettyStream("Which issues are open? Name their numbers.")) {
    process.stdout.write(text);
    shown += text;
  }
  assert.match(shown, /#?1\b.*#?2\b/s);
} finally {
  await agent.close();
  await place.close();
}
