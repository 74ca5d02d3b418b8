import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

export const BIN = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));
const WAITING = fileURLToPath(new URL("waiting-server.mjs", import.meta.url));

/**
 * A folder with a configuration: servers of 30 tools each, which wait 20 ms.
 *
 * @param {number} servers
 */
export function benchProject(servers) {
  const folder = mkdtempSync(join(tmpdir(), "toolweave-bench-"));
  const entry = { command: process.execPath, args: [WAITING] };
  const mcpServers = Object.fromEntries(
    Array.from({ length: servers }, (_, n) => [`server_${n}`, entry]),
  );
  const config = { mcpServers };
  writeFileSync(join(folder, "toolweave.json"), JSON.stringify(config));
  return folder;
}

/** A client of `toolweave serve` over stdio. @param {string} cwd */
export async function serveClient(cwd) {
  const client = new Client({ name: "bench", version: "1" });
  const args = [BIN, "serve"];
  const transport = new StdioClientTransport({ command: process.execPath, args, cwd });
  await client.connect(transport);
  return client;
}

/** Calls `execute_code`. @param {Client} client @param {string} code */
export async function execute(client, code) {
  const answer = await client.callTool({ name: "execute_code", arguments: { code } });
  const structured =
    /** @type {{ result: unknown, error: string | null, execution_time: number }} */ (
      answer.structuredContent
    );
  if (structured.error !== null) throw new Error(structured.error);
  return structured;
}
