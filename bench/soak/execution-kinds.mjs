import assert from "node:assert/strict";

/** @typedef {import("@toolweave/core").ExecutionResult} ExecutionResult */

/**
 * @typedef {object} ExecutionKind
 * @property {string} name
 * @property {number} percent of all executions
 * @property {(n: number) => string} code of the execution with the number n
 * @property {number} [timeoutMs]
 * @property {(execution: ExecutionResult, n: number) => void} check throws for anything but the one right outcome
 */

const TIMEOUT_MS = 75;
const ENDLESS = [
  "while (true) {}",
  "await new Promise(() => {});",
  "for (;;) await null;",
  "setInterval(() => {}, 1); await new Promise(() => {});",
];
const CALLS = 20;
const ROWS = 500;

/** @type {readonly ExecutionKind[]} */
const EXECUTION_KINDS = [
  {
    name: "timeout",
    percent: 5,
    code: (n) => String(ENDLESS[n % ENDLESS.length]),
    timeoutMs: TIMEOUT_MS,
    check: (execution) => failsWith(execution, "EXECUTION_TIMEOUT", /timed out/),
  },
  {
    name: "memory bomb",
    percent: 2,
    code: () => "for (const kept = []; ; ) kept.push(new Array(100_000).fill(kept.length));",
    check: (execution) => failsWith(execution, "MEMORY_LIMIT", /memory/),
  },
  {
    name: "throw",
    percent: 5,
    code: (n) => `throw new RangeError("number ${n}");`,
    check: ({ error }, n) => assert.match(String(error), new RegExp(`RangeError.*number ${n}\\b`)),
  },
  {
    name: "expression",
    percent: 28,
    code: (n) => `return ${n} * 2`,
    check: (execution, n) => returns(execution, n * 2),
  },
  {
    name: "tool call",
    percent: 20,
    code: (n) => `return await memory.echo({ n: ${n} })`,
    check: (execution, n) => returns(execution, { n }),
  },
  {
    name: "parallel calls",
    percent: 10,
    code: (n) =>
      `return await Promise.all(Array.from({ length: ${CALLS} }, (_, i) => memory.echo({ n: ${n} + i })))`,
    check: (execution, n) =>
      returns(
        execution,
        Array.from({ length: CALLS }, (_, i) => ({ n: n + i })),
      ),
  },
  {
    name: "call to a process",
    percent: 10,
    code: (n) => `return (await stdio.echo({ n: ${n} })).n`,
    check: (execution, n) => returns(execution, n),
  },
  {
    name: "console and timer",
    percent: 10,
    code: (n) =>
      `console.log("before", ${n}); await new Promise((go) => setTimeout(go, 2)); console.warn("after")`,
    check: ({ error, logs }, n) => {
      assert.equal(error, null);
      assert.deepEqual(logs, [`before ${n}`, "[WARN] after"]);
    },
  },
  {
    name: "large result",
    percent: 10,
    code: (n) =>
      `return Array.from({ length: ${ROWS} }, (_, i) => ({ id: ${n} + i, text: "x".repeat(100) }))`,
    check: ({ error, result }, n) => {
      assert.equal(error, null);
      const rows = /** @type {{ id: number, text: string }[]} */ (result);
      assert.equal(rows.length, ROWS);
      assert.equal(rows[ROWS - 1]?.id, n + ROWS - 1);
    },
  },
];

/**
 * A kind for each execution, in an order that the random numbers alone decide.
 *
 * @param {number} count
 * @param {() => number} random
 * @returns {ExecutionKind[]}
 */
export function planExecutions(count, random) {
  return Array.from({ length: count }, () => {
    let left = random() * 100;
    for (const kind of EXECUTION_KINDS) {
      left -= kind.percent;
      if (left < 0) return kind;
    }
    throw new RangeError("the percentages of the kinds of executions must add up to 100");
  });
}

/** @param {ExecutionResult} execution @param {unknown} expected */
function returns({ error, result }, expected) {
  assert.equal(error, null);
  assert.deepEqual(result, expected);
}

/** @param {ExecutionResult} execution @param {string} code @param {RegExp} message */
function failsWith({ error, error_details }, code, message) {
  assert.match(String(error), message);
  assert.equal(error_details?.code, code);
}
