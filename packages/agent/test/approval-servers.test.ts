/** Servers that come and go between a question and its answer. */
import { ToolMessage } from "@langchain/core/messages";
import { MemorySaver } from "@langchain/langgraph";
import {
  createToolServer,
  type ExecutionResult,
  type InProcessTool,
  MCPClient,
  type ServerConfig,
} from "@toolweave/core";
import { type ModelStandIn, startModelStandIn } from "@toolweave/model-stand-ins";
import { afterEach, describe, expect, it } from "vitest";
import { type AgentResult, MCPAgent } from "../src/index.js";
import { runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const APPROVE = { type: "approve" as const };
const UNREACHABLE: ServerConfig = { command: process.execPath, args: ["-e", "process.exit(1)"] };
const rules = [{ match: "notes.delete-note", action: "ask" as const }];
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe("tools whose names are no identifiers", () => {
  it("are answered from the record while their server cannot be reached", async () => {
    const code = `
      const times = await clock.read_clock();
      return [times, await notes.delete_note({ id: 1 })];
    `;
    const { standIn, memory, made } = await bench(code);
    const before = agentOf(standIn, memory, { clock: server(made), notes: server(made) });
    expect((await before.invoke("Delete it")).approvals).toMatchObject([{ tool: "delete-note" }]);
    const after = agentOf(standIn, memory, { clock: UNREACHABLE, notes: server(made) });
    expect(resultOf(await after.resume([APPROVE]))).toEqual(["read-clock", "delete-note"]);
    expect(made).toEqual(["read-clock", "delete-note"]);
  });

  it("fail as their server does if it cannot be reached when they are approved", async () => {
    const { standIn, memory, made } = await bench(
      "return await notes.delete_note({ id: 1 }).catch(({ code }) => code)",
    );
    const before = agentOf(standIn, memory, { notes: server(made) });
    await before.invoke("Delete it");
    const after = agentOf(standIn, memory, { notes: UNREACHABLE });
    expect(resultOf(await after.resume([APPROVE]))).toBe("SERVER_UNAVAILABLE");
    expect(made).toEqual([]);
  });

  it("fail again as they did before, though their server has come back", async () => {
    const { standIn, memory, made } = await bench(`
      const times = await clock.read_clock().catch(({ code }) => code);
      return [times, await notes.delete_note({ id: 1 })];
    `);
    const before = agentOf(standIn, memory, { clock: UNREACHABLE, notes: server(made) });
    expect((await before.invoke("Delete it")).status).toBe("needs-approval");
    const after = agentOf(standIn, memory, { clock: server(made), notes: server(made) });
    expect(resultOf(await after.resume([APPROVE]))).toEqual(["SERVER_UNAVAILABLE", "delete-note"]);
    expect(made).toEqual(["delete-note"]);
  });

  it("are not taken for others of a similar name", async () => {
    const { standIn, memory, made } = await bench("return await notes.delete_note({ id: 1 })");
    const before = agentOf(standIn, memory, { notes: server(made) });
    await before.invoke("Delete it");
    const other = { server: createToolServer("notes", [toolOf("delete_note", made)]) };
    const after = agentOf(standIn, memory, { notes: other });
    const [message] = (await after.resume([APPROVE])).messages;
    expect(message?.text).toContain("call 1 was notes.delete-note");
    expect(made).toEqual([]);
  });
});

interface Conversation {
  readonly standIn: ModelStandIn;
  readonly memory: MemorySaver;
  /** The tools that were really called. */
  readonly made: string[];
}

async function bench(code: string): Promise<Conversation> {
  const turns = [runs(code), { text: "Done." }];
  const standIn = await startModelStandIn({ provider: "openai", turns });
  open.push(() => standIn.close());
  return { standIn, memory: new MemorySaver(), made: [] };
}

/** An agent as after a restart. */
function agentOf(
  standIn: ModelStandIn,
  memory: MemorySaver,
  mcpServers: Record<string, ServerConfig>,
): MCPAgent {
  const client = new MCPClient({ mcpServers }, { codeMode: { policy: { rules } } });
  const agent = new MCPAgent({ llm: modelFor(standIn), client, memory, threadId: "one" });
  open.push(async () => {
    await agent.close();
    await client.close();
  });
  return agent;
}

function server(made: string[]): ServerConfig {
  const tools = ["read-clock", "delete-note"].map((name) => toolOf(name, made));
  return { server: createToolServer("notes", tools) };
}

function toolOf(name: string, made: string[]): InProcessTool {
  return {
    name,
    inputSchema: { type: "object" },
    handler: () => {
      made.push(name);
      return { content: [{ type: "text", text: name }] };
    },
  };
}

function resultOf({ messages }: AgentResult): unknown {
  const [message] = messages.filter(ToolMessage.isInstance);
  return (message?.artifact as ExecutionResult | undefined)?.result;
}
