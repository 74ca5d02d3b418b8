/**
 * Approval in a terminal: what would change something is asked about first. Without a terminal the answer
 * is yes.
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline/promises";
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { createToolServer, MCPClient } from "@toolweave/core";
import { placeOf, runs } from "../provider.mjs";

const place = await placeOf("openai", "OPENAI_API_KEY", [
  runs(`
    const drafts = await mail.list_drafts();
    const sent = [];
    for (const { id, to } of drafts) {
      try {
        await mail.send({ id });
        sent.push(to);
      } catch (error) {
        console.warn(error.message);
      }
    }
    return { sent };
  `),
  { text: "I have done what you allowed." },
]);

const drafts = [
  { id: 1, to: "ada@example.org", subject: "Lunch" },
  { id: 2, to: "everyone@example.org", subject: "My opinion" },
];
/** @type {unknown[]} */
const sent = [];
/** @param {unknown} value */
const answer = (value) => ({ content: [{ type: "text", text: JSON.stringify(value) }] });
const mail = createToolServer("mail", [
  {
    name: "list_drafts",
    description: "Lists the drafts",
    inputSchema: { type: "object" },
    annotations: { readOnlyHint: true },
    handler: () => answer(drafts),
  },
  {
    name: "send",
    description: "Sends a draft",
    inputSchema: { type: "object", properties: { id: { type: "number" } }, required: ["id"] },
    handler: ({ id }) => {
      sent.push(id);
      return answer({ ok: true });
    },
  },
]);

const client = new MCPClient(
  { mcpServers: { mail: { server: mail } } },
  {
    codeMode: {
      policy: {
        rules: [{ match: { annotations: { readOnlyHint: true } }, action: "allow" }],
        default: "ask",
      },
    },
  },
);
const agent = new MCPAgent({
  llm: new ChatOpenAI({
    model: "gpt-5-mini",
    apiKey: place.apiKey,
    configuration: { baseURL: place.baseUrl },
  }),
  client,
});

try {
  let result = await agent.invoke("Send all drafts");
  while (result.status === "needs-approval") {
    const decisions = [];
    for (const { namespace, tool, args } of result.approvals) {
      decisions.push(await decide(`${namespace}.${tool}(${JSON.stringify(args)})`));
    }
    result = await agent.resume(decisions);
  }
  console.log(result.output);
  console.log(`Sent: ${sent.join(", ") || "nothing"}`);
  // However often the code ran again: each draft was sent once.
  assert.equal(new Set(sent).size, sent.length);
  if (!process.stdin.isTTY && !place.isReal) assert.deepEqual(sent, [1, 2]);
} finally {
  await agent.close();
  await client.close();
  await place.close();
}

/**
 * @param {string} call
 * @returns {Promise<{ type: "approve" } | { type: "reject", message: string }>}
 */
async function decide(call) {
  if (!process.stdin.isTTY) {
    console.log(`${call}: yes, since there is no terminal to ask`);
    return { type: "approve" };
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const said = await terminal.question(`${call} [y/N] `);
  terminal.close();
  return said.trim().toLowerCase() === "y"
    ? { type: "approve" }
    : { type: "reject", message: "the user said no" };
}
