import { type CodeModeConfig, MCPClient } from "@toolweave/core";
import {
  type ModelStandIn,
  type ProviderName,
  type ScriptOptions,
  startModelStandIn,
} from "@toolweave/model-stand-ins";
import { afterEach } from "vitest";
import { MCPAgent, type MCPAgentOptions } from "../../src/index.js";
import { type ModelClient, modelFor } from "./models.js";
import { createNotesServer } from "./notes-server.js";

/** What stands on a test's bench. */
export interface Bench {
  readonly agent: MCPAgent;
  readonly client: MCPClient;
  readonly standIn: ModelStandIn;
  /** What the server of notes was really told to do. */
  readonly made: string[];
}

export interface BenchOptions extends Partial<Omit<MCPAgentOptions, "llm" | "client">> {
  readonly provider?: ProviderName;
  /** The provider's client, if it has several. */
  readonly client?: ModelClient;
  readonly script: ScriptOptions;
  readonly codeModeConfig?: CodeModeConfig | false;
  readonly maxRetries?: number;
  /** Whether the provider itself is asked. */
  readonly isReal?: boolean;
}

const open: (() => Promise<void>)[] = [];

/** An agent with a real client of a provider's, a stand-in behind it, and notes to work on. */
export async function openBench({
  client: modelClient,
  provider = modelClient?.provider ?? "openai",
  script,
  codeModeConfig = {},
  maxRetries = 0,
  isReal = false,
  ...options
}: BenchOptions): Promise<Bench> {
  const { server, made } = createNotesServer();
  const standIn = await startModelStandIn({ provider, ...script });
  const client = new MCPClient({ mcpServers: { notes: { server } } }, { codeMode: codeModeConfig });
  const llm = modelFor(standIn, {
    maxRetries,
    isReal,
    ...(modelClient && { client: modelClient }),
  });
  const agent = new MCPAgent({ llm, client, ...options });
  open.push(async () => {
    await agent.close();
    await client.close();
    await standIn.close();
  });
  return { agent, client, standIn, made };
}

/** A model's turn that runs code. */
export function runs(
  code: string,
  id?: string,
): {
  toolCalls: { name: string; args: { code: string }; id?: string }[];
} {
  return { toolCalls: [{ name: "execute_code", args: { code }, ...(id !== undefined && { id }) }] };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});
