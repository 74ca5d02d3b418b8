import { setTimeout as sleep } from "node:timers/promises";
import { OURS } from "../shared/figure.mjs";
import { FIFTY_RULES, openBenchClient } from "./bench-client.mjs";

/** @typedef {import("../shared/figure.mjs").Figure} Figure */

const EXECUTIONS = 10_000;
const QUICK_EXECUTIONS = 500;
const CALLS = 3;

/**
 * How much the heap has grown after many executions, each with a gate of its own: calls that succeed,
 * are refused, and are left behind.
 *
 * @param {{ quick: boolean }} options
 * @returns {Promise<Figure[]>}
 */
export async function measurePastExecutions({ quick }) {
  const rules = [...FIFTY_RULES, { match: "*.wide", action: /** @type {const} */ ("deny") }];
  const { client } = await openBenchClient({ policy: { rules } });
  client.on("toolCallEnd", () => {});
  const executions = quick ? QUICK_EXECUTIONS : EXECUTIONS;
  // What an engine keeps of code that runs for the first time is no growth.
  await executeMany(client, executions);
  const before = await settledHeap();
  await executeMany(client, executions);
  const grown = (await settledHeap()) - before;
  await client.close();
  return [
    {
      title: `heap grown by ${executions.toLocaleString("en")} executions after as many`,
      unit: "MB",
      results: { [OURS]: { median: grown / 1e6 } },
      target: { of: "value", must: 1, aim: 0.5 },
    },
  ];
}

/** @param {import("@toolweave/core").MCPClient} client @param {number} count */
async function executeMany(client, count) {
  for (let execution = 0; execution < count; execution++) {
    const gate = client.executorHost.openGate({ onToolCall: () => {}, onWarning: () => {} });
    let id = 0;
    /** @param {string} tool @param {object} args */
    const call = (tool, args) => gate.call({ id: ++id, server: "issues", tool, args: [args] });
    for (let n = 0; n < CALLS; n++) await call("list_issues", { owner: "acme", repo: "shop" });
    await call("list_issues", { owner: execution }).catch(() => {});
    await call("wide", {}).catch(() => {});
    call("list_issues", { owner: "acme", repo: "left-behind" }).catch(() => {});
    gate.close();
  }
}

/** Bytes of the heap when nothing runs and the garbage is gone. */
async function settledHeap() {
  for (let pass = 0; pass < 3; pass++) {
    await sleep(50);
    global.gc?.();
  }
  return process.memoryUsage().heapUsed;
}
