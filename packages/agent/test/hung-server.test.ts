/** Runs of an agent one of whose servers never answers. */
import { createToolServer, MCPClient, type MCPClientOptions } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";
import { MCPAgent } from "../src/index.js";
import { modelFor } from "./support/models.js";

/** Far below what connecting would take, far above what anything else does. */
const SOON_MS = 5_000;
const NEVER = 60_000;

describe.each([
  ["with code mode", { codeMode: true }],
  ["without code mode", { codeMode: false }],
])("an agent %s", (_, options) => {
  it("whose run is aborted while it connects ends it at once", async () => {
    await withAgent(options, NEVER, async (agent) => {
      const run = agent.run("Go", { signal: AbortSignal.timeout(300) });
      await expect(timed(run)).resolves.toMatchObject({ error: { name: "TimeoutError" } });
    });
  });

  it("that is closed while it connects ends its runs at once", async () => {
    await withAgent(options, NEVER, async (agent) => {
      const run = timed(agent.run("Go"));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await agent.close();
      await expect(run).resolves.toMatchObject({ error: { code: "AGENT_CLOSED" } });
    });
  });

  it("waits once, and then does without the server", async () => {
    await withAgent(options, SOON_MS + 2_000, async (agent) => {
      expect(await agent.run("Go")).toBe("Hi.");
      await expect(timed(agent.run("Go"))).resolves.toEqual({ answer: "Hi." });
    });
  }, 60_000);
});

it("tells what waits for approval without waiting for servers", async () => {
  await withAgent({ codeMode: false }, NEVER, async (agent) => {
    await expect(timed(agent.pendingApprovals())).resolves.toEqual({ answer: [] });
  });
});

async function withAgent(
  options: MCPClientOptions,
  connectTimeoutMs: number,
  use: (agent: MCPAgent) => Promise<void>,
): Promise<void> {
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [{ text: "Hi." }, { text: "Hi." }],
  });
  const hung = {
    command: process.execPath,
    args: ["-e", "setInterval(() => {}, 1000)"],
    connectTimeoutMs,
  };
  const good = { server: createToolServer("good", []) };
  const client = new MCPClient({ mcpServers: { good, hung } }, options);
  const agent = new MCPAgent({ llm: modelFor(standIn), client });
  try {
    await use(agent);
  } finally {
    await agent.close();
    await client.close();
    await standIn.close();
  }
}

/** How something ends that has to end soon. */
async function timed<T>(running: Promise<T>): Promise<{ answer: T } | { error: unknown }> {
  const started = performance.now();
  const end = await running.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  expect(performance.now() - started).toBeLessThan(SOON_MS);
  return end;
}
