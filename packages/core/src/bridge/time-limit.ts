import { MAX_TIMER_MS } from "../client/max-timer.js";

/** Rejects, and aborts what the work is doing, when the work takes longer than it may. */
export function withinTime<T>(
  ms: number | undefined,
  { abort, onLate }: { abort: AbortController; onLate: () => Error },
  work: () => Promise<T>,
): Promise<T> {
  if (ms === undefined || ms > MAX_TIMER_MS) return work();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = onLate();
      // The work may not look at its signal for a while, as when it connects.
      reject(error);
      abort.abort(error);
    }, ms);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
