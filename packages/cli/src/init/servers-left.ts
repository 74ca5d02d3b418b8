import { existsSync } from "node:fs";
import { type MovedServer, type MoveRecord, readRecord, writeRecord } from "./move-record.js";
import { realFile } from "./replace-file.js";

/** What is to become of servers that have been put back, but that a configuration still has. */
export interface ServersLeft {
  readonly servers: readonly MovedServer[];
  readonly config: string;
}

/**
 * Notes servers with another file whose own were moved to the configuration: it needs them no longer once those are
 * put back, too. Gives false if there is no such file.
 */
export function leaveServers(files: readonly string[], { servers, config }: ServersLeft): boolean {
  for (const file of files.filter(existsSync)) {
    const record = recordIfReadable(file);
    if (record?.servers.some((each) => isIn(each, config)) !== true) continue;
    const left = [...(record.left ?? []), ...servers.filter(({ isNew }) => isNew)];
    if (left.length > 0) writeRecord(file, { ...record, left });
    return true;
  }
  return false;
}

/** True for a server that was moved to a configuration. */
export function isIn(server: MovedServer, config: string): boolean {
  return realFile(server.config) === realFile(config);
}

/** One that is damaged is told of where its file is undone. */
function recordIfReadable(file: string): MoveRecord | undefined {
  try {
    return readRecord(file);
  } catch {
    return undefined;
  }
}
