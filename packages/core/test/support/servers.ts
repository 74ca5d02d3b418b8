import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { ServerConfig } from "@toolweave/core";

type StdioConfig = Extract<ServerConfig, { command: string }>;

const require = createRequire(import.meta.url);
const MAINS = {
  everything: require.resolve("@modelcontextprotocol/server-everything/dist/index.js"),
  filesystem: require.resolve("@modelcontextprotocol/server-filesystem/dist/index.js"),
  memory: require.resolve("@modelcontextprotocol/server-memory/dist/index.js"),
};
const RAW_SERVER = fileURLToPath(new URL("../fixtures/raw-server.mjs", import.meta.url));
const RAW_TASK_SERVER = fileURLToPath(new URL("../fixtures/raw-task-server.mjs", import.meta.url));

/** One of the reference servers, as npm has it. */
export function npmServer(name: keyof typeof MAINS, ...args: string[]): StdioConfig {
  return { command: process.execPath, args: [MAINS[name], ...args] };
}

/** The fixture `raw-task-server.mjs`, which says what it can do besides. */
export function rawTaskServer(behaviour: string): StdioConfig {
  return { command: process.execPath, args: [RAW_TASK_SERVER, behaviour] };
}

/** The fixture `raw-server.mjs`, which does what it is told to do wrong. */
export function rawServer(behaviour = "good", ...args: string[]): StdioConfig {
  return { command: process.execPath, args: [RAW_SERVER, behaviour, ...args] };
}
