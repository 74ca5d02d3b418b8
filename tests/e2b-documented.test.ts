/**
 * What users of the API we implement know from its documentation of E2B works here, by import path alone:
 * the examples name a key and nothing else, and the SDK is told by the environment where the stand-in is.
 */
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { MCPClient, type MCPClientOptions, PROMPTS } from "@toolweave/core";
import { type E2BStandIn, startE2BStandIn } from "@toolweave/e2b-stand-in";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGithubServer } from "./fixtures/github-server.js";

let standIn: E2BStandIn | undefined;

beforeAll(async () => {
  // With a key, the same tests run in E2B itself.
  if (process.env["E2B_API_KEY"] !== undefined) return;
  standIn = await startE2BStandIn();
  process.env["E2B_API_KEY"] = standIn.connection.apiKey;
  process.env["E2B_API_URL"] = standIn.connection.apiUrl;
  process.env["E2B_SANDBOX_URL"] = standIn.connection.sandboxUrl;
});
afterAll(() => standIn?.close());

async function run<T>(
  options: MCPClientOptions,
  use: (client: MCPClient) => Promise<T>,
): Promise<T> {
  const config = { mcpServers: { github: { server: createGithubServer() } } };
  const client = new MCPClient(config, options);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

describe("the E2B executor of the documentation", () => {
  it("runs code with a key and a timeout for the sandbox", async () => {
    const options: MCPClientOptions = {
      codeMode: {
        enabled: true,
        executor: "e2b",
        executorOptions: {
          apiKey: process.env["E2B_API_KEY"] ?? "",
          timeoutMs: 300000, // 5 minutes (default)
        },
      },
    };
    const { result, error } = await run(options, (client) =>
      client.executeCode(`
        const prs = await github.list_pull_requests({ owner: "facebook", repo: "react" });
        const openBugs = prs.filter(
          (pr) => pr.labels.some((l) => l.name === "bug") && pr.state === "open"
        );
        return { total: prs.length, open: openBugs.length, titles: openBugs.map((pr) => pr.title) };
      `),
    );
    expect(error).toBeNull();
    expect(result).toEqual({ total: 3, open: 1, titles: ["Fix the parser"] });
  });

  it("takes the key from the environment", async () => {
    const { result } = await run({ codeMode: { executor: "e2b", executorOptions: {} } }, (client) =>
      client.executeCode("return 1 + 1"),
    );
    expect(result).toBe(2);
  });

  it("lets a per-execution timeout override the default, whatever the sandbox's", async () => {
    const options: MCPClientOptions = {
      codeMode: {
        enabled: true,
        executor: "e2b",
        executorOptions: {
          apiKey: process.env["E2B_API_KEY"] ?? "",
          timeoutMs: 600000, // 10 minutes for long-running tasks
        },
      },
    };
    await run(options, async (client) => {
      const code = "await new Promise((resolve) => setTimeout(resolve, 1_500)); return 'done'";
      expect((await client.executeCode(code, 500)).error).toContain("timed out");
      expect((await client.executeCode(code, 30000)).result).toBe("done"); // 30 seconds for this execution
    });
  });

  it("handles errors of tools, and finds tools", async () => {
    await run({ codeMode: { executor: "e2b" } }, async (client) => {
      const caught = await client.executeCode(`
        try {
          const data = await github.get_pull_request({ number: 12345 });
          return data;
        } catch (error) {
          console.error("Failed to fetch PR:", error.message);
          return { error: error.message };
        }
      `);
      expect(caught.result).toEqual({ error: "pull request 12345 not found" });
      expect(caught.logs).toEqual(["[ERROR] Failed to fetch PR: pull request 12345 not found"]);
      const found = await client.executeCode(`
        const fullResult = await search_tools("github", "full");
        console.log("Available servers:", __tool_namespaces);
        return fullResult.meta.total_tools;
      `);
      expect(found.result).toBe(3);
      expect(found.logs).toEqual(['Available servers: ["github"]']);
    });
  });

  it("cleans up E2B sandboxes when the client is closed", async () => {
    await run({ codeMode: { executor: "e2b" } }, (client) => client.executeCode("return 1"));
    if (standIn !== undefined) expect(standIn.sandboxes().alive).toBe(0);
  });

  it("cleans up after an agent", async () => {
    const code = `
      const prs = await github.list_pull_requests({ owner: "facebook", repo: "react" });
      return prs.length;
    `;
    const model = await startModelStandIn({
      provider: "openai",
      turns: [
        { toolCalls: [{ name: "execute_code", args: { code } }] },
        ({ messages }) => {
          const { result } = JSON.parse(messages.at(-1)?.text ?? "");
          return { text: `There are ${result} pull requests.` };
        },
      ],
    });
    const { apiKey, baseUrl } = model;
    const llm = new ChatOpenAI({ model: "gpt-4o", apiKey, configuration: { baseURL: baseUrl } });
    const config = { mcpServers: { github: { server: createGithubServer() } } };
    const client = new MCPClient(config, {
      codeMode: {
        enabled: true,
        executor: "e2b",
        executorOptions: {
          apiKey: process.env["E2B_API_KEY"] ?? "",
        },
      },
    });

    try {
      // Use the client
      const agent = new MCPAgent({ llm, client, systemPrompt: PROMPTS.CODE_MODE });
      expect(await agent.run("Process data")).toBe("There are 3 pull requests.");
      if (standIn !== undefined) expect(standIn.sandboxes().alive).toBe(1);
    } finally {
      // Clean up E2B sandboxes and close MCP sessions
      await client.close();
      await model.close();
    }
    if (standIn !== undefined) expect(standIn.sandboxes().alive).toBe(0);
  });
});
