import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { printFailure } from "../command-line/print-failure.js";

/** Editors write a file in several steps. */
const SETTLE_MS = 100;

/** Does something whenever a file changes, until the signal. What fails is told, and watching goes on. */
export function watchFile(
  file: string,
  signal: AbortSignal,
  onChange: () => Promise<void>,
): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> = Promise.resolve();
    const change = (): void => {
      running = running.then(onChange).catch((error: unknown) => {
        printFailure(error, { isVerbose: false });
      });
    };
    // Many editors replace the file, and a watch of the file itself would follow the old one.
    const watcher = watch(dirname(file), (_event, name) => {
      if (name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(change, SETTLE_MS);
    });
    const stop = (): void => {
      clearTimeout(timer);
      watcher.close();
      resolve(running);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
