import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 30_000;

/** Waits until something holds, and fails if it does not come to hold. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`This did not come to hold: ${holds}`);
    await sleep(20);
  }
}
