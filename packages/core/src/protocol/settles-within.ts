import { MAX_TIMER_MS } from "./max-timer.js";

/**
 * Waits for work, but no longer than so many milliseconds: false if it goes on after that, and what becomes
 * of it then is nobody's concern. Rejects with what the work rejects with in time.
 */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.min(ms, MAX_TIMER_MS));
  });
  try {
    return await Promise.race([late, settled(work)]);
  } finally {
    clearTimeout(timer);
  }
}

async function settled(work: Promise<unknown>): Promise<boolean> {
  await work;
  return true;
}
