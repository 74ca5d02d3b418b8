import { onAbort } from "../client/on-abort.js";
import { nextTurn } from "../protocol/in-slices.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";

/** Rejects, and aborts what the work is doing, when it takes longer than it may; `signal` aborts it too. */
export function withinTime<T>(
  ms: number | undefined,
  { signal, onLate }: { signal: AbortSignal; onLate: () => Error },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (ms === undefined || ms > MAX_TIMER_MS) return work(signal);
  const abort = new AbortController();
  const stopListening = onAbort(signal, () => abort.abort(signal.reason));
  return new Promise((resolve, reject) => {
    let isOver = false;
    const timer = setTimeout(async () => {
      // A host that was held up itself reads what has arrived meanwhile before it judges.
      await nextTurn();
      if (isOver) return;
      const error = onLate();
      // The work may not look at its signal for a while, as when it connects.
      reject(error);
      abort.abort(error);
    }, ms);
    work(abort.signal)
      .then(resolve, reject)
      .finally(() => {
        isOver = true;
        clearTimeout(timer);
        stopListening();
      });
  });
}
