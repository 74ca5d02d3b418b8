import { type CodeModeConfig, MCPClient } from "@toolweave/core";
import { type Config, readConfig } from "../config/read-config.js";
import { withLogins } from "../login/with-logins.js";
import { markedServers } from "./behind-itself.js";
import type { ClientFlags } from "./client-options.js";
import { ofFile } from "./of-file.js";
import { loadOwn } from "./own-executors.js";
import { tellOfConfig } from "./tell-of-config.js";

/** A client with the configuration it was made from. */
export interface OpenedClient {
  readonly client: MCPClient;
  readonly config: Config;
  /** The executor's name, or its package. */
  readonly executor: string;
  /** As configured for that executor, unchecked. */
  readonly executorOptions: unknown;
}

/**
 * Code is written by models that read what others wrote, so that the default is the executor whose
 * guests have the least around them.
 */
const DEFAULT_EXECUTOR = "quickjs";

/** Makes the client of a command. @throws ToolweaveError as `readConfig`. */
export async function openClient(flags: ClientFlags): Promise<OpenedClient> {
  const config = await readConfig(flags.config, process.cwd());
  tellOfConfig(config, flags);
  return { config, ...(await makeClient(config, flags)) };
}

/** Makes a client from what was read. Whether there is its executor is seen when it runs code. */
export async function makeClient(
  config: Config,
  flags: ClientFlags,
): Promise<Omit<OpenedClient, "config">> {
  const { executor: configured = DEFAULT_EXECUTOR, executorOptions, ...codeMode } = config.codeMode;
  const executor = flags.executor ?? configured;
  await loadOwn(executor);
  // Options belong to the executor that they were written for.
  const options: { executorOptions?: unknown } = executor === configured ? { executorOptions } : {};
  const settings = { ...codeMode, executor, ...options } as CodeModeConfig;
  const mcpServers = withLogins(markedServers(config));
  try {
    const client = new MCPClient({ mcpServers }, { codeMode: settings });
    return { client, executor, executorOptions: options.executorOptions };
  } catch (error) {
    throw ofFile(config.file, error);
  }
}
