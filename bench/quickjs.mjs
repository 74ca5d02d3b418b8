/** `pnpm bench:quickjs`: our QuickJS executor beside our VM executor and another QuickJS. */
import { findContenders } from "./contenders/find-contenders.mjs";
import { measureColdStart } from "./quickjs/cold-start.mjs";
import { BESIDE_QUICKJS } from "./quickjs/contenders.mjs";
import { measureExecutions, measureSequence } from "./quickjs/executions.mjs";
import { measureIdleMemory } from "./quickjs/idle-memory.mjs";
import { measureSnapshots } from "./quickjs/snapshots.mjs";
import { BenchRun } from "./shared/bench-run.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";
import { DIRECT } from "./tools/direct-caller.mjs";
import { bareTool } from "./tools/tool-source.mjs";
import { measureCallCost } from "./vm/call-cost.mjs";

const options = benchOptions();
const { contenders, missing } = await findContenders(BESIDE_QUICKJS);
const bench = new BenchRun(contenders, options);
const figures = [
  ...(await measureColdStart(bench)),
  ...(await measureExecutions(bench)),
  ...(await measureCallCost(bench, { "bare server": bareTool })),
  ...(await measureSequence(bench)),
  ...(await measureSnapshots(bench)),
  ...(await measureIdleMemory(bench)),
];

await publish(
  {
    suite: "quickjs",
    title: "QuickJS executor",
    columns: [...contenders.map(({ name }) => name), DIRECT],
    packages: [
      "@toolweave/core",
      "@toolweave/executor-quickjs",
      "@toolweave/executor-vm",
      "quickjs-emscripten-core",
    ],
    notes: [
      ...contenders.map(({ name, about }) => `${name}: ${about}.`),
      ...missing.map((sentence) => `${sentence}.`),
      `${DIRECT}: \`client.callTool\`, without any code.`,
      "bare server: an in-memory server that only answers, so that what is left is the MCP client.",
      "memory per idle sandbox: resident memory of the host's process with nine sandboxes less that with " +
        "one, divided by eight: a worker thread, and the guest in it.",
    ],
    figures,
  },
  options,
);
