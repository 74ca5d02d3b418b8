import { mayPass } from "../client/may-pass.js";
import { onAbort } from "../client/on-abort.js";
import { askedPauseOf } from "../client/retry-after.js";
import type { ToolInfo } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** Whether calls that fail are made again. */
export interface RetrySettings {
  /**
   * How often a call is made at most, the first time included; 1 is no retry. At most 10.
   *
   * Only calls of tools that say of themselves that a repetition does no harm (`readOnlyHint`,
   * `idempotentHint`) are made again, and only after failures that may pass: the connection was lost, the
   * server did not answer within its `requestTimeoutMs` or not at all, or it answered with HTTP 429 or 5xx.
   * A server's `Retry-After` of up to 30 seconds is respected; one that wants longer is not asked again.
   */
  attempts: number;
}

const MAX_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A server that asks for a longer pause is not asked again: nobody would wait for it. */
const LONGEST_ASKED_PAUSE_MS = 30_000;

/** Checks the settings and gives the number of attempts. @throws ToolweaveError `CONFIG_INVALID`. */
export function attemptsOf(settings: RetrySettings | undefined): number {
  const attempts = settings === undefined ? 1 : settings?.attempts;
  if (Number.isInteger(attempts) && attempts >= 1 && attempts <= MAX_ATTEMPTS) return attempts;
  const message = `codeMode.retry.attempts must be a whole number from 1 to ${MAX_ATTEMPTS}, not ${describeError(attempts)}`;
  throw new ToolweaveError("CONFIG_INVALID", message);
}

/** True for a tool that says that calling it twice does no more than calling it once. */
export function isRepeatable({ annotations }: ToolInfo): boolean {
  return annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
}

/**
 * Makes attempts until one succeeds, the failure is one that would only recur, or they are used up. The
 * error of several attempts says how many they were.
 *
 * @param attempt gets its number, from 1.
 */
export async function withRetries<T>(
  attempts: number,
  signal: AbortSignal,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number++) {
    let ms: number | undefined;
    try {
      return await attempt(number);
    } catch (error) {
      if (number < attempts && !signal.aborted) ms = pauseAfter(error, number);
      if (ms === undefined) throw number === 1 ? error : afterAttempts(error, number);
    }
    await pause(ms, signal);
  }
}

/** How long to wait before the next attempt; `undefined` if there is to be none. */
function pauseAfter(error: unknown, number: number): number | undefined {
  if (!mayPass(error)) return undefined;
  const asked = askedPauseOf((error as Error).cause) ?? 0;
  if (asked > LONGEST_ASKED_PAUSE_MS) return undefined;
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** (number - 1), LONGEST_PAUSE_MS);
  // Longer each time, and not the same as that of others who wait.
  return asked + longest * (0.5 + Math.random() / 2);
}

function afterAttempts(thrown: unknown, attempts: number): unknown {
  if (!ToolweaveError.isInstance(thrown)) return thrown;
  const message = `${thrown.message.replace(/\.$/, "")}. It was tried ${attempts} times.`;
  const details = { ...thrown.details, attempts };
  return new ToolweaveError(thrown.code, message, { cause: thrown, details });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(resolve), ms);
    const stopListening = onAbort(signal, () => finish(() => reject(signal.reason)));
    function finish(settle: () => void): void {
      clearTimeout(timer);
      stopListening?.();
      settle();
    }
  });
}
