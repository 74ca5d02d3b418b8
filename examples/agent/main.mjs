/**
 * The main job: an agent with a task on real files and a real memory. It does the task in code mode, shown
 * as it happens, and then once more with one tool call at a time, to compare.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MCPAgent } from "@toolweave/agent";
import { countTokens } from "gpt-tokenizer";
import { chooseModel, HOW_TO } from "./choose-model.mjs";
import { byDirectCalls, inCodeMode, TASK } from "./recordings.mjs";
import { ScriptedModel } from "./scripted-model.mjs";

const data = fileURLToPath(new URL("../quickstart/data", import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), "toolweave-agent-"));

const chosen = await chooseModel();
console.log(
  chosen === undefined
    ? `There is no model here: recorded turns stand for one. Sandbox, servers and calls are real. ${HOW_TO}`
    : `The model is ${chosen.model}, because ${chosen.why}.`,
);
console.log(`\nThe task: ${TASK}\n`);

try {
  const code = await doTask({ codeMode: true, show: true });
  console.log("\nThe same task with one tool call at a time …");
  const direct = await doTask({ codeMode: false, show: false });
  console.log(`${direct.answer}\n`);
  compare(code, direct);
  if (chosen === undefined) {
    assert.match(code.answer, /most revenue is/);
    assert.equal(direct.answer, code.answer);
    assert.deepEqual(direct.remembered.sort(), code.remembered.sort());
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** @param {{ codeMode: boolean, show: boolean }} how */
async function doTask({ codeMode, show }) {
  const memory = join(scratch, `${codeMode ? "code" : "direct"}.jsonl`);
  const recording = codeMode ? inCodeMode : byDirectCalls;
  const agent = new MCPAgent({
    llm: chosen?.model ?? new ScriptedModel({ recording }),
    mcpServers: {
      filesystem: {
        command: process.execPath,
        args: [serverPath("@modelcontextprotocol/server-filesystem"), data],
        cwd: data,
      },
      memory: {
        command: process.execPath,
        args: [serverPath("@modelcontextprotocol/server-memory")],
        env: { MEMORY_FILE_PATH: memory },
      },
    },
    codeMode,
    additionalInstructions: "The files of orders are in the directory '.'.",
  });
  try {
    // Starting the servers is no part of the comparison.
    await agent.client.createAllSessions();
    return await measured(agent, memory, show ? (text) => process.stdout.write(text) : undefined);
  } finally {
    await agent.close();
  }
}

/**
 * @param {MCPAgent} agent
 * @param {string} memory
 * @param {(text: string) => void} [write]
 */
async function measured(agent, memory, write) {
  const started = performance.now();
  const tally = { modelCalls: 0, input: 0, output: 0, toolCalls: 0 };
  let answer = "";
  const counting = {
    handleChatModelStart: () => void tally.modelCalls++,
    handleToolStart: () => void tally.toolCalls++,
    handleLLMEnd: (/** @type {any} */ { generations }) => {
      const [[{ message, text }]] = generations;
      tally.input += message.usage_metadata?.input_tokens ?? 0;
      tally.output += message.usage_metadata?.output_tokens ?? countTokens(text);
      answer = message.text;
    },
  };
  const options = { callbacks: [counting] };
  if (write === undefined) await agent.run(TASK, options);
  else for await (const text of agent.prettyStream(TASK, options)) write(text);
  const seconds = (performance.now() - started) / 1000;
  const remembered = (await readFile(memory, "utf8").catch(() => "")).trim().split("\n");
  return { ...tally, seconds, answer, remembered };
}

/**
 * @param {Awaited<ReturnType<typeof measured>>} code
 * @param {Awaited<ReturnType<typeof measured>>} direct
 */
function compare(code, direct) {
  const rows = [
    ["", "code mode", "direct calls"],
    ["requests to the model", code.modelCalls, direct.modelCalls],
    ["calls of tools by the model", code.toolCalls, direct.toolCalls],
    ["tokens read", code.input, direct.input],
    ["tokens written", code.output, direct.output],
    ["tokens together", code.input + code.output, direct.input + direct.output],
    ["seconds", code.seconds.toFixed(2), direct.seconds.toFixed(2)],
  ];
  for (const [label, ours, theirs] of rows) {
    console.log(
      `${String(label).padEnd(30)}${String(ours).padStart(12)}${String(theirs).padStart(15)}`,
    );
  }
  if (chosen !== undefined) return;
  console.log("\nTokens are counted by gpt-tokenizer. A recorded model takes no time to think.");
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
