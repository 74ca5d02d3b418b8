import { basename, dirname } from "node:path";
import { printFailure } from "../command-line/print-failure.js";
import { watchFolder } from "./watch-folder.js";
import { watchedPaths } from "./watched-paths.js";

/** Editors write a file in several steps. */
const SETTLE_MS = 100;

/** What is done with a file that is watched. */
export interface WatchWork {
  /** Is under way already; a change meanwhile counts. If it fails, so does watching. */
  readonly first: Promise<void>;
  readonly onChange: () => Promise<void>;
}

/** Does something again whenever a file changes, until the signal. What fails then is told, and watching goes on. */
export function watchFile(
  file: string,
  signal: AbortSignal,
  { first, onChange }: WatchWork,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = first;
    let isDue = false;
    // However often the file changes while code runs, what it says in the end is run once.
    const change = (): void => {
      if (isDue) return;
      isDue = true;
      running = running.then(async () => {
        isDue = false;
        if (!signal.aborted) await onChange();
      });
      running = running.catch((error: unknown) => {
        printFailure(error, { isVerbose: false });
      });
    };
    // Many editors replace the file, and a watch of the file itself would follow the old one.
    const watched = (path: string): (() => void) =>
      watchFolder(dirname(path), (name) => {
        if (name !== null && name !== basename(path)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          try {
            followLinks();
          } catch (error) {
            printFailure(error, { isVerbose: false });
          }
          change();
        }, SETTLE_MS);
      });
    // What a link leads to may change as well as the link, which may come to lead elsewhere.
    const stops = new Map<string, () => void>();
    const followLinks = (): void => {
      const paths = watchedPaths(file);
      for (const path of paths) if (!stops.has(path)) stops.set(path, watched(path));
      for (const [path, stopWatching] of stops) {
        if (paths.has(path)) continue;
        stops.delete(path);
        stopWatching();
      }
    };
    followLinks();
    const end = (): void => {
      clearTimeout(timer);
      for (const stopWatching of stops.values()) stopWatching();
    };
    const stop = (): void => {
      end();
      resolve(running);
    };
    first.catch((error: unknown) => {
      end();
      reject(error);
    });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
