import { chmodSync, existsSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";

/** Entries may hold keys and tokens. */
const PRIVATE = 0o600;

/** The file itself, where a link stands for it. */
export function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/** Writes a file in one step, so that no reader sees half of it. What a link stands for is written, not the link. */
export function replaceFile(file: string, text: string): void {
  const real = realFile(file);
  const mode = existsSync(real) ? statSync(real).mode & 0o777 : PRIVATE;
  const draft = `${real}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode });
  // What the process masks out of new files' modes, the file may have had.
  chmodSync(draft, mode);
  renameSync(draft, real);
}
