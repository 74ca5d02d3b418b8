/** `pnpm bench:agent`: 12 tasks in code mode and with direct calls of tools. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { BUSINESS_TASKS } from "./agent/business-tasks.mjs";
import { REFERENCE_TASKS } from "./agent/reference-tasks.mjs";
import { agentSection, summaryOf } from "./agent/report.mjs";
import { runTask } from "./agent/task.mjs";
import { describeMachine } from "./shared/machine.mjs";
import { writeSection } from "./shared/write-section.mjs";

const LATENCY_MS = 800;

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const { model } = values;
const latencyMs = values.quick ? 0 : LATENCY_MS;
console.log(
  model === undefined
    ? `Scripted models with ${latencyMs} ms to think; servers, sandbox and calls are real.`
    : `The model is ${model}.`,
);

const rows = [];
for (const task of [...BUSINESS_TASKS, ...REFERENCE_TASKS]) {
  const code = await runTask(task, { mode: "code", model, latencyMs });
  const direct = await runTask(task, { mode: "direct", model, latencyMs });
  rows.push({ task: task.name, servers: task.servers, code, direct });
  const mark = [code, direct].map(({ success }) => (success ? "ok" : "FAILED")).join(" / ");
  console.log(`${task.name}: ${mark}, ${code.modelCalls} and ${direct.modelCalls} requests`);
  for (const { success, answer } of [code, direct]) if (!success) console.log(`  ${answer}`);
}

const machine = describeMachine();
const summary = summaryOf(rows);
const section = agentSection({ rows, summary, machine, model, latencyMs });
console.log(`\n${section}`);
if (values.json !== undefined) {
  const report = { machine, model: model ?? "scripted", latencyMs, summary, rows };
  await writeFile(values.json, JSON.stringify(report, null, 2));
}
if (values.write) await writeSection("agent", section);
const { tokenRatio, modelCallRatio, allSucceeded } = summary;
if (model === undefined && (!allSucceeded || tokenRatio > 0.35 || modelCallRatio > 0.4)) {
  console.error("Missed: all tasks done, at most 0.35 of the tokens and 0.4 of the requests.");
  process.exitCode = 1;
}
