import type { Cancellation } from "./cancellation.js";
import { abortError } from "./running-executions.js";

/** Waits for a promise, but no longer than the execution is wanted. */
export function untilCancelled<T>(promise: Promise<T>, cancellation: Cancellation): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = cancellation.onCancel(() => reject(abortError(cancellation)));
    promise.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error) => {
        stop();
        reject(error);
      },
    );
  });
}
