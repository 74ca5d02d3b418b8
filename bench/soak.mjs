/**
 * `pnpm bench:soak`: thousands of executions, those that hang, exhaust memory and throw among them.
 * Every result is checked, and in the end nothing may be left: no memory, no process, no handle.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { MCPClient } from "@toolweave/core";
import "@toolweave/executor-vm";
import { MEMORY_IS_READABLE, nodeChildren } from "./shared/process-memory.mjs";
import { median } from "./shared/statistics.mjs";
import { planExecutions } from "./soak/execution-kinds.mjs";
import {
  childrenMemory,
  growthViolation,
  megabytes,
  settledHostMemory,
} from "./soak/memory-samples.mjs";
import { seededRandom } from "./soak/seeded-random.mjs";
import { sdkTool, stdioTool } from "./tools/tool-source.mjs";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    concurrency: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
  },
});
const count = positive("count");
const concurrency = positive("concurrency");
/** Executions after which memory is what it should stay. */
const SETTLED_AFTER = 1_000;
const SAMPLE_EVERY = 50;
const SAMPLES_PER_PART = SETTLED_AFTER / SAMPLE_EVERY;
const CLOSING_MS = 1_000;
const EXIT_MS = 5_000;

/** @type {string[]} */
const violations = [];
/** @type {Map<string, number>} */
const done = new Map();
/** @type {number[]} */
const childrenSamples = [];
const plan = planExecutions(count, seededRandom(Number(values.seed)));
const started = performance.now();
const resourcesBefore = process.getActiveResourcesInfo().length;

const client = new MCPClient(
  { mcpServers: { memory: sdkTool.makeServer(), stdio: stdioTool.makeServer() } },
  {
    codeMode: {
      executor: "vm",
      executorOptions: { memoryLimitMb: 64, pool: { max: concurrency } },
    },
  },
);

await runExecutions(0, Math.min(SETTLED_AFTER, count));
const hostFirst = await settledHostMemory();
await runExecutions(SETTLED_AFTER, count);
const hostLast = await settledHostMemory();
const childrenFirst = median(childrenSamples.slice(0, SAMPLES_PER_PART));
const childrenLast = median(childrenSamples.slice(-SAMPLES_PER_PART));
if (count >= 2 * SETTLED_AFTER) {
  violations.push(
    ...growthViolation("The host", hostFirst, hostLast),
    ...growthViolation("All child processes together", childrenFirst, childrenLast),
  );
} else {
  console.log(`Memory is judged from ${2 * SETTLED_AFTER} executions on.`);
}

await client.close();
if (MEMORY_IS_READABLE && nodeChildren().length > 0) {
  violations.push(`${nodeChildren().length} child processes outlived the client`);
}
const left = await resourcesLeft();
if (left.length > 0) violations.push(`Resources are left open: ${left.join(", ")}`);
report();

/** What is still open when that which is about to close has had the time for it. */
async function resourcesLeft() {
  for (let waited = 0; waited < CLOSING_MS; waited += CLOSING_MS / 10) {
    if (process.getActiveResourcesInfo().length <= resourcesBefore) return [];
    await sleep(CLOSING_MS / 10);
  }
  return process.getActiveResourcesInfo();
}

/** Runs a part of the plan, some at a time. @param {number} from @param {number} to */
async function runExecutions(from, to) {
  let next = from;
  const worker = async () => {
    while (next < to) await runOne(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** @param {number} n */
async function runOne(n) {
  const kind = plan[n];
  if (kind === undefined) return;
  const { name, code, timeoutMs, check } = kind;
  try {
    check(await client.executeCode(code(n), timeoutMs), n);
  } catch (error) {
    violations.push(`Execution ${n} (${name}): ${/** @type {Error} */ (error).message}`);
  }
  done.set(name, (done.get(name) ?? 0) + 1);
  if (n % SAMPLE_EVERY === SAMPLE_EVERY - 1) childrenSamples.push(childrenMemory());
  if ((n + 1) % 1_000 === 0) progress(n + 1);
}

/** @param {number} n */
function progress(n) {
  const rss = megabytes(process.memoryUsage.rss());
  const children = megabytes(childrenSamples.at(-1) ?? 0);
  const what = violations.length === 0 ? "all right" : `${violations.length} wrong`;
  console.log(
    `${String(n).padStart(6)} ${seconds()} s  host ${rss}  children ${children}  ${what}`,
  );
}

function report() {
  const kinds = [...done].map(([name, number]) => `${number} ${name}`).sort();
  console.log(`\n${count} executions in ${seconds()} s, seed ${values.seed}: ${kinds.join(", ")}`);
  console.log(`host      ${megabytes(hostFirst)} at first, ${megabytes(hostLast)} at the end`);
  console.log(
    `children  ${megabytes(childrenFirst)} at first, ${megabytes(childrenLast)} at the end`,
  );
  for (const violation of violations.slice(0, 20)) console.log(`WRONG  ${violation}`);
  console.log(
    violations.length === 0 ? "Nothing is wrong." : `${violations.length} things are wrong.`,
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
  // Fires only if something keeps this process alive.
  setTimeout(() => {
    console.log(`WRONG  kept alive by ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(1);
  }, EXIT_MS).unref();
}

/** @param {"count" | "concurrency"} name */
function positive(name) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`--${name} must be a whole number above 0, not ${values[name]}`);
}

function seconds() {
  return ((performance.now() - started) / 1000).toFixed(1);
}
