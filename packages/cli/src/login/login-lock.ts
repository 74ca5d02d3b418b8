import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const LOOK_EVERY_MS = 25;

/** Longer than a renewal takes whose server is slow: whoever holds a lock for longer is gone or stuck. */
const LONGEST_HELD_MS = 60_000;

/**
 * Does work while no other process, and nothing else in this one, works under the same lock. Where there can be
 * no lock, or its holder does not come to an end, it is done all the same.
 *
 * @param file stands for the lock, in a folder that is there.
 */
export async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const isHeld = await hold(file);
  try {
    return await work();
  } finally {
    if (isHeld) rmSync(file, { force: true });
  }
}

async function hold(file: string): Promise<boolean> {
  const until = Date.now() + LONGEST_HELD_MS;
  while (Date.now() < until) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
    if (isLeft(file)) rmSync(file, { force: true });
    else await delay(LOOK_EVERY_MS);
  }
  return false;
}

/** True for the lock of a process that was killed, or of one that has held it for too long. */
function isLeft(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > LONGEST_HELD_MS) return true;
    const holder = Number(readFileSync(file, "utf8"));
    // It is written a moment after it is made.
    return holder > 0 && !isAlive(holder);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
