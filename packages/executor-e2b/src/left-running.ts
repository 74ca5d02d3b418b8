/** Sandboxes that were made here and have not been killed, with what says whether they still run. */
const running = new Map<string, () => boolean>();

/** To be called when a sandbox has been made. */
export function noteRunning(sandboxId: string, mayRun: () => boolean): void {
  if (running.size === 0) globalThis.process?.on?.("exit", warn);
  running.set(sandboxId, mayRun);
}

/** To be called when a sandbox is gone. */
export function noteGone(sandboxId: string): void {
  if (running.delete(sandboxId) && running.size === 0) globalThis.process?.off?.("exit", warn);
}

/** Nothing can be killed any more when a process exits, but it can be said. */
function warn(): void {
  const left = [...running].filter(([, mayRun]) => mayRun()).map(([sandboxId]) => sandboxId);
  if (left.length === 0) return;
  const are = left.length === 1 ? "E2B sandbox is" : "E2B sandboxes are";
  console.warn(
    `[toolweave] ${left.length} ${are} still running and paid for until they expire: ` +
      `${left.join(", ")}. Call close() on the client, or cleanup() on the executor, before the end.`,
  );
}
