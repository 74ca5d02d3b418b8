/**
 * Rejects if work has not settled when a timer of this process goes off. A machine that stops this process for a
 * while stops the timers of both, so that a bound of time means what it says on a busy machine too.
 */
export async function within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
