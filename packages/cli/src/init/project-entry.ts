import { homedir } from "node:os";
import { dirname } from "node:path";
import { isObject } from "../config/is-object.js";
import { startFolder } from "../config/start-folder.js";
import { isWithin } from "./is-within.js";
import type { KnownClient } from "./known-clients.js";
import { realFile } from "./replace-file.js";

/** Where a server stands, and where it would. */
export interface EntryMove {
  readonly client: KnownClient;
  readonly file: string;
  readonly project: string;
  readonly config: string;
}

/**
 * A server as it would stand in a configuration. A project's own starts in the folder of the project, by its client;
 * in a configuration of another folder it has to name that, for relative paths in its arguments to lead anywhere.
 */
export function projectEntry(entry: unknown, move: EntryMove): unknown {
  const { project, config } = move;
  if (!isObject(entry) || entry["command"] === undefined) return entry;
  if (!isOfProject(move) || realFile(dirname(config)) === realFile(project)) return entry;
  const { cwd = project } = entry;
  return { ...entry, cwd: typeof cwd === "string" ? startFolder(cwd, project) : cwd };
}

/** False for what clients have for all folders, and start in whichever is open. */
function isOfProject({ client, file, project }: EntryMove): boolean {
  const isHome = realFile(project) === realFile(homedir());
  return client.place.includes(project) || (!isHome && isWithin(project, file));
}
