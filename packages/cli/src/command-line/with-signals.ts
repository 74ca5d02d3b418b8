const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What is not over by then is left behind; servers are ended by the exit itself. */
const LONGEST_END_MS = 1_800;

/**
 * Does work that signals end: the first aborts it, a second ends the process. Resolves with the exit
 * code of the work, or of the signal.
 *
 * @param signalled the exit code of a signal, where it is not 128 and the signal's number.
 */
export async function withSignals(
  work: (signal: AbortSignal) => Promise<number>,
  signalled?: number,
): Promise<number> {
  const controller = new AbortController();
  let code: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = Object.entries(SIGNALS).map(([name, number]) => {
    const listener = (): void => {
      const exitCode = signalled ?? number;
      if (code !== undefined) process.exit(exitCode);
      code = exitCode;
      timer = setTimeout(() => process.exit(exitCode), LONGEST_END_MS);
      controller.abort(new Error(`ended by ${name}`));
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  try {
    const done = await work(controller.signal);
    return code ?? done;
  } catch (error) {
    if (code === undefined) throw error;
    return code;
  } finally {
    clearTimeout(timer);
    for (const remove of listeners) remove();
  }
}
