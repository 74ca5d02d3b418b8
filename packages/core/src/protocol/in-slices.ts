import { firstImmediate } from "./first-timers.js";

/** Milliseconds that long work may hold up the event loop at a time. */
const SLICE_MS = 10;

/** Does work that may take long, with a turn of the event loop where it yields once a slice of time is over. */
export async function inSlices<T>(work: Iterator<undefined, T>): Promise<T> {
  let end = performance.now() + SLICE_MS;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + SLICE_MS;
  }
}

/** Resolves when what is ready to be sent, or to be done, has been. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => (firstImmediate ?? setTimeout)(resolve));
}
