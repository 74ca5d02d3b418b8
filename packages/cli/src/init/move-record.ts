import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { describeError, ToolweaveError } from "@toolweave/core/node";
import { realFile, replaceFile } from "./replace-file.js";

const BACKUP = ".before-toolweave";
const RECORD = ".moved-to-toolweave";

/** A server that was moved out of a client's file, or an entry that started toolweave and was replaced. */
export interface MovedServer {
  /** Where in the file it stood. */
  readonly place: readonly string[];
  readonly name: string;
  /** What stood there: a value in JSON, the text of its tables in TOML. */
  readonly entry: unknown;
  /** The configuration that it was moved to, and as what. */
  readonly config: string;
  readonly target: string;
  readonly moved: unknown;
  /** False if the configuration had it already. */
  readonly isNew: boolean;
  /** True if the client started toolweave before. Its entry is then no work of ours, and stays. */
  readonly wasStarted?: boolean | undefined;
}

/** What was done with one file of a client, so that it can be undone. */
export interface MoveRecord {
  /** A hash of what the file was left with. */
  readonly written: string;
  /** Whether nobody else has changed the file since the backup was made. */
  readonly isUntouched: boolean;
  readonly servers: readonly MovedServer[];
  /** Servers that were put back into other files, while the configuration went on having them for this one. */
  readonly left?: readonly MovedServer[] | undefined;
}

/** Notes what is about to be done with a file, and keeps it as it was before the first time. */
export function recordMove(file: string, text: string, servers: readonly MovedServer[]): void {
  const before = readRecord(file);
  if (before === undefined) keepBackup(file);
  const record: MoveRecord = {
    written: hash(text),
    isUntouched: before === undefined || isUntouched(file, before),
    servers: [...(before?.servers ?? []), ...servers],
    left: before?.left,
  };
  writeRecord(file, record);
}

/** Notes what is still moved out of a file that others have been put back into. */
export function keepRecord(file: string, record: MoveRecord): void {
  writeRecord(file, { ...record, written: hash(readFileSync(file, "utf8")) });
}

/** Keeps a file as it is now. */
export function keepBackup(file: string): void {
  copyFileSync(realFile(file), backupOf(file));
}

/** What was noted of a file; `undefined` if nothing was moved out of it. @throws ToolweaveError `CONFIG_FILE_UNREADABLE`. */
export function readRecord(file: string): MoveRecord | undefined {
  const record = recordOf(file);
  if (!existsSync(record)) return undefined;
  try {
    return JSON.parse(readFileSync(record, "utf8")) as MoveRecord;
  } catch (error) {
    const message =
      `${record}, which says what was moved out of ${file}, cannot be read: ${describeError(error)}. Put its ` +
      `servers back by hand from ${backupOf(file)}, and delete the record.`;
    throw new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause: error });
  }
}

/** True if a file is what was left, or is gone, and its backup is all that was there before. */
export function isUntouched(file: string, record: MoveRecord): boolean {
  if (!record.isUntouched || !existsSync(backupOf(file))) return false;
  if (!existsSync(file)) return true;
  return hash(readFileSync(file, "utf8")) === record.written;
}

export function forgetMove(file: string): void {
  rmSync(recordOf(file), { force: true });
}

export function backupOf(file: string): string {
  return realFile(file) + BACKUP;
}

/** Notes a record as it is. */
export function writeRecord(file: string, record: MoveRecord): void {
  replaceFile(recordOf(file), `${JSON.stringify(record, null, 2)}\n`);
}

function recordOf(file: string): string {
  return realFile(file) + RECORD;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
