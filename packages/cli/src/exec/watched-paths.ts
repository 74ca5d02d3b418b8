import { readlinkSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Beyond so many, a system follows links no more. */
const MOST_LINKS = 40;

/** Where changes of a file show: its own path, that of every link on the way, and where it is in truth. */
export function watchedPaths(file: string): ReadonlySet<string> {
  const paths = new Set([resolve(file)]);
  // What is added meanwhile comes to its turn.
  for (const path of paths) {
    const next = orNothing(() => resolve(realpathSync(dirname(path)), readlinkSync(path)));
    if (next !== undefined && paths.size < MOST_LINKS) paths.add(next);
  }
  const real = orNothing(() => realpathSync(file));
  return real === undefined ? paths : paths.add(real);
}

/** `undefined` for what is no link, or is not there. */
function orNothing(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
