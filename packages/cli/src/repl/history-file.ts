import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { userFolder } from "../command-line/user-folder.js";

const MOST_LINES = 1_000;

/** Where lines are kept from one session to the next. */
export function historyFile(): string {
  return join(userFolder("XDG_STATE_HOME"), "toolweave", "repl-history");
}

/** The lines that were kept, the newest first; none if there is no file. */
export function readHistory(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

/** Keeps lines. A home that cannot be written is no reason to fail. */
export function writeHistory(file: string, lines: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${lines.slice(0, MOST_LINES).join("\n")}\n`, { mode: 0o600 });
  } catch {
    // The history is a convenience.
  }
}
