/**
 * What users of the API we implement know of its agent works here, by import path alone.
 */
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { MCPClient, PROMPTS } from "@toolweave/core";
import { type ModelStandIn, startModelStandIn } from "@toolweave/model-stand-ins";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createGithubServer } from "./fixtures/github-server.js";

let standIn: ModelStandIn;
let llm: ChatOpenAI;

beforeEach(async () => {
  standIn = await startModelStandIn({
    provider: "openai",
    conversations: {
      "List all files": [
        {
          toolCalls: [
            {
              name: "execute_code",
              args: {
                code: `
                  const listing = await filesystem.list_directory({ path: "." });
                  return JSON.stringify(listing).match(/\\[FILE\\]/g).length;
                `,
              },
            },
          ],
        },
        ({ messages }) => {
          const { result } = JSON.parse(messages.at(-1)?.text ?? "");
          return { text: `There are ${result} files.` };
        },
      ],
      "Process data": [{ text: "Processed." }],
    },
  });
  const { baseUrl, apiKey } = standIn;
  llm = new ChatOpenAI({ model: "gpt-4o", apiKey, configuration: { baseURL: baseUrl } });
});
afterEach(() => standIn.close());

it("runs the agent of the VM executor's example", async () => {
  const client = new MCPClient(
    {
      mcpServers: {
        filesystem: {
          command: "npx",
          args: ["-y", "@modelcontextprotocol/server-filesystem", "./data"],
        },
      },
    },
    { codeMode: true }, // Enable code mode with default VM executor
  );

  const agent = new MCPAgent({
    llm,
    client,
    systemPrompt: PROMPTS.CODE_MODE, // Use code mode instructions
  });

  // Agent can now write code to use tools
  const result = await agent.run("List all files and count them");

  expect(result).toMatch(/^There are [1-9]\d* files\.$/);
  expect(standIn.received()[0]?.request?.system).toBe(PROMPTS.CODE_MODE);
  await client.close();
});

it("cleans up as the example does", async () => {
  const config = { mcpServers: { github: { server: createGithubServer() } } };
  const client = new MCPClient(config, { codeMode: { enabled: true } });
  try {
    // Use the client
    const agent = new MCPAgent({ llm, client, systemPrompt: PROMPTS.CODE_MODE });
    await agent.run("Process data");
  } finally {
    // Clean up sandboxes and close MCP sessions
    await client.close();
  }
  await expect(client.executeCode("return 1")).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
});
