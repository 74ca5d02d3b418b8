import { type FSWatcher, statSync, watch } from "node:fs";

/** How soon it is noticed that another folder has taken the place of one. */
const LOOK_EVERY_MS = 500;

/**
 * Watches what is in a folder, and goes on where another takes its place, as by a checkout or a build: the
 * watch of the system would follow the old one.
 *
 * @param changed is told the name of what has changed; `null` for all that is in the folder.
 * @returns ends it.
 */
export function watchFolder(folder: string, changed: (name: string | null) => void): () => void {
  let id = identityOf(folder);
  let watcher: FSWatcher | undefined = id === undefined ? undefined : started(folder, changed);
  const timer = setInterval(() => {
    const now = identityOf(folder);
    if (now === id) return;
    id = now;
    watcher?.close();
    watcher = undefined;
    if (now === undefined) return;
    try {
      watcher = started(folder, changed);
      changed(null);
    } catch {
      // It is gone again, or may not be read: looked at anew.
      id = undefined;
    }
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

/** On Windows, a folder that is deleted is an error. */
function started(folder: string, changed: (name: string | null) => void): FSWatcher {
  return watch(folder, (_event, name) => changed(name)).on("error", () => {});
}

/** `undefined` for one that is not there, or cannot be looked at for now: a link in a circle, a share that is away. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino } = statSync(folder, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
