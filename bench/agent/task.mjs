/** Runs one task in one mode, on servers that are started for it alone. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { MCPAgent } from "@toolweave/agent";
import { ScriptedModel } from "../../examples/agent/scripted-model.mjs";
import { businessServers } from "./business-servers.mjs";
import { businessWorld } from "./business-world.mjs";

/**
 * @typedef {import("./business-world.mjs").World} World
 * @typedef {{ sales: { shop: string, amount: number }[][] }} Files
 *
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} servers
 * @property {string} prompt
 * @property {(world: World, files: Files) => unknown} expected the answer, from the data as they were
 * @property {(world: World) => boolean} [holds] whether the data afterwards are as they should be
 * @property {import("../../examples/agent/scripted-model.mjs").Recording} code
 * @property {import("../../examples/agent/scripted-model.mjs").Recording} direct
 *
 * @typedef {object} Outcome
 * @property {boolean} success
 * @property {number} modelCalls
 * @property {number} toolCalls by the model
 * @property {number} nestedCalls by code
 * @property {number} inputTokens
 * @property {number} outputTokens
 * @property {number | undefined} definitionTokens
 * @property {number | undefined} intermediateTokens
 * @property {number} seconds
 * @property {string} answer
 */

const SHOPS = ["north", "harbour", "station"];
const MAX_STEPS = 60;

/**
 * @param {Task} task
 * @param {{ mode: "code" | "direct", model: string | undefined, latencyMs: number }} how
 * @returns {Promise<Outcome>}
 */
export async function runTask(task, { mode, model, latencyMs }) {
  const scratch = await mkdtemp(join(tmpdir(), "toolweave-bench-agent-"));
  const world = businessWorld();
  const files = salesFiles();
  const expected = task.expected(world, files);
  const scripted = new ScriptedModel({ recording: task[mode].bind(task), latencyMs });
  const agent = new MCPAgent({
    llm: model ?? scripted,
    mcpServers: await serversOf(task, { world, files, scratch }),
    codeMode: mode === "code",
    maxSteps: MAX_STEPS,
    memory: false,
  });
  try {
    await agent.client.createAllSessions();
    const started = performance.now();
    const { output, usage } = await agent.invoke(task.prompt);
    const seconds = (performance.now() - started) / 1000;
    const success =
      isDeepStrictEqual(jsonIn(output), expected) &&
      (task.holds === undefined || task.holds(world));
    return {
      success,
      ...usage,
      ...(model === undefined
        ? {
            definitionTokens: scripted.definitionTokens,
            intermediateTokens: scripted.intermediateTokens,
          }
        : { definitionTokens: undefined, intermediateTokens: undefined }),
      seconds,
      answer: output,
    };
  } finally {
    await agent.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {Task} task
 * @param {{ world: World, files: Files, scratch: string }} parts
 */
async function serversOf({ servers }, { world, files, scratch }) {
  const business = businessServers(world);
  const folder = join(scratch, "files");
  await mkdir(folder);
  await Promise.all(
    files.sales.map((rows, i) => {
      const lines = rows.map(({ shop, amount }) => `${shop},${amount}`);
      return writeFile(join(folder, `sales-${i + 1}.csv`), ["shop,amount", ...lines].join("\n"));
    }),
  );
  /** @type {Record<string, import("@toolweave/core").ServerConfig>} */
  const known = {
    crm: { server: business.crm },
    tracker: { server: business.tracker },
    calendar: { server: business.calendar },
    filesystem: { ...reference("filesystem", folder), cwd: folder },
    memory: { ...reference("memory"), env: { MEMORY_FILE_PATH: join(scratch, "memory.jsonl") } },
    everything: reference("everything"),
  };
  return Object.fromEntries(
    servers.map((name) => {
      const config = known[name];
      if (config === undefined) throw new Error(`there is no server ${name}`);
      return [name, config];
    }),
  );
}

/**
 * @param {string} name
 * @param {string[]} args
 */
function reference(name, ...args) {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`@modelcontextprotocol/server-${name}/package.json`);
  const [script] = Object.values(require(manifest).bin);
  return { command: process.execPath, args: [join(manifest, "..", script), ...args] };
}

/** @returns {Files} */
function salesFiles() {
  const sales = Array.from({ length: 12 }, (_, file) =>
    Array.from({ length: 60 }, (_, row) => ({
      shop: SHOPS[(file * 7 + row * 3) % SHOPS.length] ?? "",
      amount: 5 + ((file * 31 + row * 17) % 90),
    })),
  );
  return { sales };
}

/** The JSON of an answer, which a model may have put into a fence or a sentence. */
function jsonIn(/** @type {string} */ answer) {
  try {
    return JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1));
  } catch {
    return undefined;
  }
}
