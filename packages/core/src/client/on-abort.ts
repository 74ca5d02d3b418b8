const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal fires, at once if it has, until the function it returns is called. A signal
 * gets one listener however many wait for it: many calls share one, and Node warns of more than ten.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  let callbacks = waiting.get(signal);
  if (callbacks === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener(
      "abort",
      () => {
        for (const each of all) each();
      },
      { once: true },
    );
    waiting.set(signal, all);
    callbacks = all;
  }
  const own = callbacks;
  own.add(callback);
  return () => own.delete(callback);
}
