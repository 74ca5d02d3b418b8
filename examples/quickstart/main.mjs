/**
 * The main job, end to end: two real MCP servers over stdio, and one piece of code that uses both.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MCPClient } from "@toolweave/core";
import { printCall, printCode, printOutcome } from "./report.mjs";

const data = fileURLToPath(new URL("data", import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), "toolweave-quickstart-"));

const client = new MCPClient(
  {
    mcpServers: {
      filesystem: {
        command: process.execPath,
        args: [serverPath("@modelcontextprotocol/server-filesystem"), data],
        cwd: data,
      },
      memory: {
        command: process.execPath,
        args: [serverPath("@modelcontextprotocol/server-memory")],
        env: { MEMORY_FILE_PATH: join(scratch, "memory.jsonl") },
      },
    },
  },
  { codeMode: true },
);

try {
  process.stdout.write("Starting the filesystem and memory servers … ");
  const started = performance.now();
  const { meta } = await client.searchTools("", "names");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${meta.total_tools} tools in ${meta.namespaces.join(", ")} after ${seconds} s.\n`);

  const code = await readFile(new URL("task.ts", import.meta.url), "utf8");
  printCode(code);
  const execution = await client.executeCode(code, {
    onToolCall: printCall,
    onLog: (line) => console.log(`  log    ${line}`),
  });
  printOutcome(execution);

  assert.equal(execution.error, null);
  const { remembered, byRegion } =
    /** @type {{ remembered: number, byRegion: Record<string, unknown> }} */ (execution.result);
  assert.equal(remembered, 4);
  assert.deepEqual(Object.keys(byRegion).sort(), ["east", "north", "south", "west"]);
} finally {
  await client.close();
  await rm(scratch, { recursive: true, force: true });
}

/**
 * The script of a server that is installed as a dependency: no npx, no network.
 *
 * @param {string} name
 */
function serverPath(name) {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${name}/package.json`);
  const [script] = Object.values(require(manifest).bin);
  return join(manifest, "..", script);
}
