import { MAX_TIMER_MS } from "../protocol/max-timer.js";

const LEAST_RETRY_MS = 50;

/**
 * Bounds what the SDK's transport does of itself to reconnect its streams. It takes whatever pause a
 * server asks for, none and a month alike; and it ends but one of its timers when it is closed, so that
 * the others would keep the program from ending.
 */
export function tameReconnection(transport: object): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs: number | undefined;
  Object.defineProperties(transport, {
    _reconnectionTimeout: {
      get: () => timer,
      set(next: typeof timer) {
        timer = next;
        timer?.unref?.();
      },
    },
    _serverRetryMs: {
      get: () => retryMs,
      set(ms: number) {
        retryMs = Math.min(Math.max(ms, LEAST_RETRY_MS), MAX_TIMER_MS);
      },
    },
  });
}
