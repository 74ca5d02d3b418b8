// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";
import { firstTick } from "./first-timers.js";

// Jest can fake it before core is loaded (`fakeTimers.enableGlobally`), and keeps Node's own from its tests. Node's
// comes before the event loop turns.
const tick = { hasCome: false, isLate: false };
firstTick?.(() => {
  tick.hasCome = !tick.isLate;
});
setImmediate(() => {
  tick.isLate = true;
});

/** Calls once what the program is at is done, promises included. */
export function atTickEnd(call: () => void): void {
  if (tick.hasCome) firstTick?.(call);
  else setImmediate(call);
}
