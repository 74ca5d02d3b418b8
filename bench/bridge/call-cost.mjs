import assert from "node:assert/strict";
import { OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";
import { DIRECT } from "../tools/direct-caller.mjs";
import { FIFTY_RULES, openBenchClient } from "./bench-client.mjs";
import { ANSWER } from "./issue-server.mjs";

/**
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("@toolweave/core").GateOptions} GateOptions
 */

const ARGS = { owner: "acme", repo: "shop.js", state: "open", labels: ["bug", "ui"], page: 1 };
const BLOCK = 100;
const ROUNDS = 100;
const QUICK_ROUNDS = 3;

/** @type {Record<string, { settings: object, target?: import("../shared/targets.mjs").Target }>} */
const GATES = {
  "with everything": {
    settings: { policy: { rules: FIFTY_RULES } },
    target: { of: "value", must: 25, aim: 20 },
  },
  "without policy": { settings: {} },
  "without policy and checks": {
    settings: { validateArguments: false, validateOutputs: false, learnOutputs: false },
  },
};

/**
 * What the gate adds to a call: the same call of the same session, directly and through the gate.
 *
 * @param {{ quick: boolean }} options
 * @returns {Promise<Figure[]>}
 */
export async function measureCallCost({ quick }) {
  /** @type {Figure[]} */
  const figures = [];
  for (const [title, { settings, target }] of Object.entries(GATES)) {
    const tasks = await openTasks(settings);
    const rounds = quick ? QUICK_ROUNDS : ROUNDS;
    const results = await interleave([tasks.direct, tasks.through], {
      rounds,
      block: BLOCK,
      warmup: quick ? 2 : 20,
    });
    const direct = (results[DIRECT]?.median ?? Number.NaN) * 1000;
    const through = (results[OURS]?.median ?? Number.NaN) * 1000;
    figures.push({
      title: `added to a call, ${title}`,
      unit: "µs",
      results: { [OURS]: { median: through - direct }, [DIRECT]: { median: direct } },
      target,
    });
    await tasks.client.close();
  }
  return figures;
}

/** @param {object} settings */
async function openTasks(settings) {
  const { client, session } = await openBenchClient(settings);
  let heard = 0;
  client.on("toolCallStart", () => void heard++);
  client.on("toolCallEnd", () => void heard++);
  /** @type {GateOptions} */
  const options = { onToolCall: () => void heard++, onWarning: (text) => assert.fail(text) };
  let gate = client.executorHost.openGate(options);
  let id = 0;
  const direct = {
    name: DIRECT,
    run: () => session.callTool("list_issues", ARGS),
    /** @param {import("@toolweave/core").ToolResult} result */
    after: ({ structuredContent }) => assert.equal(structuredContent?.["total"], ANSWER.total),
  };
  const through = {
    name: OURS,
    // An execution makes a hundred calls.
    before: async () => {
      if (id % BLOCK > 0) return;
      gate.close();
      gate = client.executorHost.openGate(options);
    },
    run: () => gate.call({ id: ++id, server: "issues", tool: "list_issues", args: [ARGS] }),
    /** @param {string} json */
    after: (json) => {
      assert.equal(json, JSON.stringify(ANSWER));
      assert.equal(heard, 4 * id, "the observers heard of each call's start and end");
    },
  };
  return { client, direct, through };
}
