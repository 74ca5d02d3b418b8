import { onAbort } from "../client/on-abort.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { abortError } from "./running-executions.js";

/** How much later a function may end than it was told to: it knows best what it was about. */
const GRACE_MS = 1_000;

/**
 * Waits for what a function of the user's answers, which may heed neither its timeout nor its signal.
 *
 * @throws ToolweaveError `EXECUTION_TIMEOUT`, `EXECUTION_ABORTED`.
 */
export async function answerInTime<T>(
  answer: Promise<T>,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let unfollow: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const rejectIn = (ms: number, error: () => ToolweaveError): void => {
        timers.add(setTimeout(() => reject(error()), Math.min(ms, MAX_TIMER_MS)));
      };
      if (timeoutMs !== undefined && timeoutMs > 0) {
        rejectIn(timeoutMs + GRACE_MS, () => lateness(timeoutMs));
      }
      unfollow = signal && onAbort(signal, () => rejectIn(GRACE_MS, () => abortError(signal)));
      // A function that is no async one may answer with what is no promise.
      Promise.resolve(answer).then(resolve, reject);
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
    unfollow?.();
  }
}

function lateness(timeoutMs: number): ToolweaveError {
  return new ToolweaveError(
    "EXECUTION_TIMEOUT",
    `The execution timed out after ${timeoutMs} ms, and the function that is codeMode.executor has not ` +
      "settled. It is given the timeout as its second argument, and must keep to it.",
  );
}
