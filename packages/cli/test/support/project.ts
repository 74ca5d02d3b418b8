import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempFolder } from "./temp-folder.js";

const require = createRequire(import.meta.url);
const MAINS = {
  everything: require.resolve("@modelcontextprotocol/server-everything/dist/index.js"),
  filesystem: require.resolve("@modelcontextprotocol/server-filesystem/dist/index.js"),
  memory: require.resolve("@modelcontextprotocol/server-memory/dist/index.js"),
};
const DEMO = fileURLToPath(new URL("../fixtures/demo-server.mjs", import.meta.url));

export interface Entry {
  readonly command: string;
  readonly args?: readonly string[];
  readonly [key: string]: unknown;
}

/** One of the reference servers, as npm has it. */
export function npmServer(name: keyof typeof MAINS, ...args: string[]): Entry {
  return { command: process.execPath, args: [MAINS[name], ...args] };
}

/** The fixture `demo-server.mjs`: adds, waits, draws, deletes, and grows. */
export function demoServer(...args: string[]): Entry {
  return { command: process.execPath, args: [DEMO, ...args] };
}

export interface ProjectFiles {
  readonly mcpServers?: Readonly<Record<string, unknown>>;
  readonly codeMode?: object;
}

/** A folder with a `toolweave.json`, and `data/a.txt`; gone after the test. */
export function project({ mcpServers = {}, codeMode = {} }: ProjectFiles = {}): string {
  const folder = tempFolder();
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data/a.txt"), "hello\n");
  const config = { mcpServers, codeMode: { executor: "vm", ...codeMode } };
  writeFileSync(join(folder, "toolweave.json"), JSON.stringify(config));
  return folder;
}

/** What the demo server, given `journal.txt`, has noted. */
export function journalOf(folder: string): string {
  const file = join(folder, "journal.txt");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Code that waits until {@link letGo}. */
export const HELD = "await demo.wait({ ms: 50_000, until: 'go' });";

/** Ends what waits by {@link HELD} in the demo server of a project. */
export function letGo(folder: string): void {
  writeFileSync(join(folder, "go"), "");
}
