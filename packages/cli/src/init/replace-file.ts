import {
  copyFileSync,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

const BACKUP = ".before-toolweave";
const REPLACED = ".with-toolweave";

/** Entries may hold keys and tokens. */
const PRIVATE = 0o600;

/**
 * Writes a file in one step, so that no reader sees half of it, and keeps what was there as a backup. A
 * backup that exists is from before the first time, and stays.
 */
export function replaceFile(file: string, text: string): void {
  // What a link stands for is written, not the link.
  const real = existsSync(file) ? realpathSync(file) : file;
  const mode = existsSync(real) ? statSync(real).mode & 0o777 : PRIVATE;
  if (existsSync(real) && !existsSync(real + BACKUP)) copyFileSync(real, real + BACKUP);
  const draft = `${real}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, real);
}

/** Puts the backup of a file back; false if there is none. What stood there since is kept beside it. */
export function restoreFile(file: string): boolean {
  const real = existsSync(file) ? realpathSync(file) : file;
  const backup = real + BACKUP;
  if (!existsSync(backup)) return false;
  if (existsSync(real)) {
    rmSync(real + REPLACED, { force: true });
    renameSync(real, real + REPLACED);
  }
  renameSync(backup, real);
  return true;
}
