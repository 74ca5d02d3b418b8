/** Waits for a promise no longer than it may take: a case must end, whatever an executor does. */
export async function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until something is so. With `during`, the end of that promise is too late for it. */
export async function until(
  condition: () => boolean,
  ms: number,
  what: string,
  during?: Promise<unknown>,
): Promise<void> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  during?.then(end, end);
  const started = performance.now();
  while (!condition()) {
    if (over) throw new Error(`${what} did not happen before the execution ended`);
    if (performance.now() - started > ms) throw new Error(`${what} did not happen in ${ms} ms`);
    await pause(10);
  }
}

/** Lets some milliseconds pass. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
