import assert from "node:assert/strict";
import { BaseCodeExecutor, MCPClient } from "@toolweave/core";
import { BASELINE, OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";
import { LARGE_RESULTS } from "./large-results.mjs";

/**
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 * @typedef {import("@toolweave/core").ExecutionResult} ExecutionResult
 */

const BUDGET = 25_000;
const ROUNDS = 21;
const QUICK_ROUNDS = 3;
/** @type {import("../shared/targets.mjs").Target} */
const TARGET = { of: "value", must: 150, aim: 75 };

/**
 * The answer of `execute_code` to a model where the result has 10 MB: cut to the budget, and kept for
 * `recall`. The executor has its result ready. The naive way is the first characters of the JSON.
 *
 * @param {{ quick: boolean }} options
 * @returns {Promise<Figure[]>}
 */
export async function measureCutResults({ quick }) {
  /** @type {Figure[]} */
  const figures = [];
  for (const [title, make] of Object.entries(LARGE_RESULTS)) {
    const execution = { result: make(), logs: [], error: null, execution_time: 0 };
    const executor = new ReadyExecutor(execution);
    const client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    const [executeCode] = client.codeModeConnector?.tools ?? [];
    const ours = {
      name: OURS,
      run: async () => executeCode?.call({ code: "" }),
      after: checkCut,
    };
    const naive = {
      name: BASELINE,
      run: async () => JSON.stringify(execution).slice(0, BUDGET),
    };
    const rounds = quick ? QUICK_ROUNDS : ROUNDS;
    const results = await interleave([ours, naive], { rounds, warmup: 2 });
    figures.push({ title, unit: "ms", results, target: TARGET });
    await client.close();
  }
  return figures;
}

/** An executor whose code would have `recall`, so that what is cut is kept. */
class ReadyExecutor extends BaseCodeExecutor {
  /** @param {ExecutionResult} execution */
  constructor(execution) {
    super();
    this.execution = execution;
  }

  /** @override */
  get offersRecall() {
    return true;
  }

  async execute() {
    return this.execution;
  }

  async cleanup() {}
}

/** @param {import("@toolweave/core").ToolResult | undefined} answer */
function checkCut(answer) {
  const text = String(answer?.content[0]?.["text"]);
  assert.ok(text.length <= BUDGET && text.length > BUDGET * 0.9, `${text.length} characters`);
  assert.match(JSON.parse(text).cut, /recall\('r\d+'\) gives the whole result/);
}
