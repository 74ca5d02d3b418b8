/** Opens one sandbox, then eight more, and prints the megabytes that each of the eight adds. */
import { setTimeout as sleep } from "node:timers/promises";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";

const MORE = 8;
const SETTLE_MS = 1_000;

const executor = new QuickJSCodeExecutor(undefined, { pool: { min: 0, max: MORE + 1 } });
const alive = setInterval(() => {}, SETTLE_MS);

async function residentMb() {
  await sleep(SETTLE_MS);
  globalThis.gc?.();
  await sleep(SETTLE_MS);
  return process.memoryUsage().rss / 1e6;
}

await executor.open();
const one = await residentMb();
await Promise.all(Array.from({ length: MORE }, () => executor.open()));
const all = await residentMb();
console.log((all - one) / MORE);
clearInterval(alive);
await executor.cleanup();
