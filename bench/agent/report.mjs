/** What the tasks came to, as tables. */
import { machineLine } from "../shared/machine.mjs";
import { markdownTable } from "../shared/table.mjs";

/**
 * @typedef {import("./task.mjs").Outcome} Outcome
 * @typedef {{ task: string, servers: string[], code: Outcome, direct: Outcome }} Row
 */

/** @param {Row[]} rows */
export function summaryOf(rows) {
  const ratio = (/** @type {(outcome: Outcome) => number} */ of) =>
    median(rows.map(({ code, direct }) => of(code) / of(direct)));
  const solved = (/** @type {"code" | "direct"} */ mode) =>
    rows.filter((row) => row[mode].success).length;
  return {
    tasks: rows.length,
    solvedInCode: solved("code"),
    solvedDirectly: solved("direct"),
    allSucceeded: rows.every(({ code, direct }) => code.success && direct.success),
    tokenRatio: ratio(tokensOf),
    modelCallRatio: ratio(({ modelCalls }) => modelCalls),
    timeRatio: ratio(({ seconds }) => seconds),
  };
}

/**
 * @param {object} report
 * @param {Row[]} report.rows
 * @param {ReturnType<typeof summaryOf>} report.summary
 * @param {import("../shared/machine.mjs").Machine} report.machine
 * @param {string | undefined} report.model
 * @param {number} report.latencyMs
 */
export function agentSection({ rows, summary, machine, model, latencyMs }) {
  const who =
    model === undefined
      ? `The model is a script for each mode, which takes ${latencyMs} ms to think and knows of tools only what they answer; so success says that the task can be done, not that a model would do it. Tokens are counted by gpt-tokenizer.`
      : `The model is ${model}. Tokens are those that the provider reports.`;
  const pair = (/** @type {number} */ a, /** @type {number} */ b) => `${a} / ${b}`;
  const head = [
    "task",
    "solved",
    "requests",
    "tokens",
    "definitions",
    "answers of tools",
    "seconds",
  ];
  const table = rows.map(({ task, code, direct }) => [
    task,
    `${mark(code)} / ${mark(direct)}`,
    pair(code.modelCalls, direct.modelCalls),
    pair(tokensOf(code), tokensOf(direct)),
    optional(code.definitionTokens, direct.definitionTokens),
    optional(code.intermediateTokens, direct.intermediateTokens),
    `${code.seconds.toFixed(1)} / ${direct.seconds.toFixed(1)}`,
  ]);
  const { tasks, solvedInCode, solvedDirectly, tokenRatio, modelCallRatio, timeRatio } = summary;
  return [
    "## Agents: code mode beside direct calls of tools",
    machineLine(machine),
    `${tasks} tasks on real servers, code mode / direct calls. ${who}`,
    markdownTable(head, table),
    `Solved: ${solvedInCode} / ${solvedDirectly} of ${tasks}. Medians of the ratios, code mode to direct calls: ` +
      `tokens ${tokenRatio.toFixed(2)}, requests to the model ${modelCallRatio.toFixed(2)}, time ${timeRatio.toFixed(2)}.`,
    "What direct calls cost depends on the services: lists come in pages of 20 here, and the CRM, the tracker and the calendar have 135, 81 and 65 tools. Where a task needs few steps, code mode saves no requests.",
  ].join("\n\n");
}

/** @param {Outcome} outcome */
function tokensOf({ inputTokens, outputTokens }) {
  return inputTokens + outputTokens;
}

/** @param {Outcome} outcome */
function mark({ success }) {
  return success ? "yes" : "**no**";
}

/**
 * @param {number | undefined} a
 * @param {number | undefined} b
 */
function optional(a, b) {
  return a === undefined || b === undefined ? "–" : `${a} / ${b}`;
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
