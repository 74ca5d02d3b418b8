/** `pnpm bench:vm`: our VM executor beside other ways to run code in Node.js. */
import { findContenders } from "./contenders/find-contenders.mjs";
import { BenchRun } from "./shared/bench-run.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";
import { DIRECT } from "./tools/direct-caller.mjs";
import { measureCallCost } from "./vm/call-cost.mjs";
import { measureColdStart } from "./vm/cold-start.mjs";
import { measureEndlessLoop } from "./vm/endless-loop.mjs";
import { measureHeavyExecutions } from "./vm/heavy-executions.mjs";
import { measureSandboxMemory } from "./vm/sandbox-memory.mjs";
import { measureSmallExecution } from "./vm/small-execution.mjs";
import { measureThousandCalls } from "./vm/thousand-calls.mjs";

const PARTS = [
  measureColdStart,
  measureSmallExecution,
  measureCallCost,
  measureThousandCalls,
  measureHeavyExecutions,
  measureEndlessLoop,
  measureSandboxMemory,
];

const options = benchOptions();
const { contenders, missing } = await findContenders();
const bench = new BenchRun(contenders, options);
const figures = [];
for (const measure of PARTS) {
  const started = performance.now();
  figures.push(...(await measure(bench)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${measure.name}: ${seconds} s`);
}

await publish(
  {
    suite: "vm",
    title: "VM executor",
    columns: [...contenders.map(({ name }) => name), DIRECT],
    packages: [
      "@toolweave/core",
      "@toolweave/executor-vm",
      "@modelcontextprotocol/sdk",
      "isolated-vm",
      "quickjs-emscripten-core",
    ],
    notes: [
      ...contenders.map(({ name, about }) => `${name}: ${about}.`),
      ...missing.map((sentence) => `${sentence}.`),
      `${DIRECT}: \`client.callTool\`, or the function itself, without any code.`,
      "function: a tool that is a function of the host, without MCP (for toolweave: the executor with " +
        "a host of its own). bare server: an in-memory server that only answers, so that what is left " +
        "is the MCP client. SDK server: `McpServer` of the MCP SDK, in memory, which checks every " +
        "request. stdio server: the same in a process of its own.",
      "1,000 calls in parallel: with `limits.maxConcurrentToolCalls: 1000`, save where it says 16.",
      "added: the execution with calls less the execution without, less the direct calls.",
      "The stall during while (true) {} is the longest of each run; in brackets, of all runs.",
    ],
    figures,
  },
  options,
);
