import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, resultOf } from "../../expect-result.js";
import { within } from "../../within.js";

const TIMEOUT_MS = 500;
/** Time beyond the deadline that even a remote executor needs no more of. */
const GRACE_MS = 4_000;
/** The host is free to do something else for most of the execution. */
const LONGEST_PAUSE_MS = TIMEOUT_MS - 50;
const TIMES = 3;

const ENDLESS: readonly (readonly [id: string, title: string, code: string])[] = [
  ["loop", "a synchronous loop", "while (true) {}"],
  ["loop-after-await", "a loop after a tool call", "await kit.add({ a: 1, b: 2 }); for (;;);"],
  ["microtasks", "endless microtasks", "for (;;) await null"],
  ["hung-promise", "a promise that never settles", "await new Promise(() => {})"],
  [
    "regular-expression",
    "a regular expression that backtracks",
    "return /^(a+)+$/.test('a'.repeat(50) + 'b')",
  ],
  [
    "busy-timers",
    "timers without end",
    "const again = () => setTimeout(again, 1); again(); setInterval(() => {}, 1); await new Promise(() => {})",
  ],
  ["calls", "tool calls without end", "for (;;) await kit.echo({}).catch(() => {})"],
  [
    "loop-beside-return",
    "a loop in a promise that the return leaves behind",
    "Promise.resolve().then(() => { for (;;); }); await null; await null; return 1",
  ],
  ["caught", "code that catches everything", "for (;;) { try { await null; } catch {} }"],
];

/** Code without end is ended, the host stays responsive, and the next execution works. */
export const ENDLESS_CODE: readonly ConformanceCase[] = ENDLESS.map(([id, title, code]) => ({
  id: `deadlines/${id}`,
  title: `${title} ends in time, the host stays responsive, and the next execution works`,
  async run(context): Promise<void> {
    const { execute } = await context.plain();
    // What it takes to start the first sandbox is not the deadline's.
    resultOf(await execute("return 1"));
    let pause = Number.POSITIVE_INFINITY;
    // A busy machine may stop the host for once; an executor that does it does it every time.
    for (let time = 0; time < TIMES && pause > LONGEST_PAUSE_MS; time++) {
      const longestPause = watchEventLoop();
      const result = await within(
        TIMEOUT_MS + GRACE_MS,
        execute(code, TIMEOUT_MS),
        `an execution with a timeout of ${TIMEOUT_MS} ms`,
      );
      pause = longestPause();
      failureOf(result, { code: "EXECUTION_TIMEOUT", says: [`timed out after ${TIMEOUT_MS} ms`] });
    }
    assert.ok(pause <= LONGEST_PAUSE_MS, `the host's event loop stood still for ${pause} ms`);
    assert.equal(resultOf(await within(20_000, execute("return 'next'"), "the next one")), "next");
  },
}));

/** Starts to watch the event loop; the function ends it, and gives its longest pause in milliseconds. */
function watchEventLoop(): () => number {
  let last = performance.now();
  let longest = 0;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const interval = setInterval(look, 10);
  return () => {
    clearInterval(interval);
    look();
    return longest;
  };
}
