import { mayPass } from "./sdk-errors.js";

const DELAYS_MS = [100, 400, 1_200];

/**
 * Makes an attempt, and again as long as what went wrong may pass: four times at most, within two
 * seconds of waiting. Gives up at once when the signal aborts.
 */
export async function retrying<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const delay = DELAYS_MS[failures];
      if (delay === undefined || signal?.aborted || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
      if (signal?.aborted) throw error;
    }
  }
}
