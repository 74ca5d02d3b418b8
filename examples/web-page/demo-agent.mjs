/** The agent behind the page, on the small issue tracker. */
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { createIssueTracker } from "../issue-tracker.mjs";
import { placeOf, runs } from "../provider.mjs";

const CODE = `const open = await tracker.list_issues({ state: "open" });
console.log(open.length, "are open");
const missing = await tracker.get_issue({ number: 99 }).catch((error) => error.message);
return { titles: open.map(({ title }) => title), missing };`;

/** @returns {Promise<{ agent: MCPAgent, close: () => Promise<void> }>} */
export async function demoAgent() {
  // A stand-in answers every visitor alike: with code, and when that has run, with a sentence.
  const place = await placeOf("openai", "OPENAI_API_KEY", ({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? { text: "Two issues are open: Crash on start, and Add dark mode." }
      : runs(CODE),
  );
  const agent = new MCPAgent({
    llm: new ChatOpenAI({
      model: "gpt-5-mini",
      apiKey: place.apiKey,
      configuration: { baseURL: place.baseUrl },
    }),
    mcpServers: { tracker: { server: createIssueTracker() } },
  });
  return {
    agent,
    close: async () => {
      await agent.close();
      await place.close();
    },
  };
}
