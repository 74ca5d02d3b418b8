import { existsSync, readFileSync, renameSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describeError } from "@toolweave/core/node";
import { isOurselves } from "../config/client-file.js";
import { isObject } from "../config/is-object.js";
import { readContent } from "../config/read-content.js";
import { editJson, type JsonChange } from "./edit-json.js";
import { replaceServers, textOfServer } from "./edit-toml.js";
import {
  backupOf,
  forgetMove,
  isUntouched,
  keepRecord,
  type MovedServer,
  type MoveRecord,
  readRecord,
} from "./move-record.js";
import { realFile, replaceFile } from "./replace-file.js";
import { isIn } from "./servers-left.js";

/** What became of one file of a client. */
export interface Undone {
  readonly file: string;
  /** Servers that stand there again. */
  readonly back: readonly MovedServer[];
  /** Servers that do not, for there is another of the name by now. */
  readonly replaced: readonly MovedServer[];
  /** Servers that other configurations have, which stay there. */
  readonly elsewhere: readonly MovedServer[];
  /** Servers that the configuration had for this file alone: they are back in others already. */
  readonly left: readonly MovedServer[];
  /** Whether others have changed it, so that it is not what it was before. */
  readonly hasChanged: boolean;
  /** Why nothing was done. */
  readonly problem?: string | undefined;
}

/** Takes back what was moved out of a file to a configuration, and that alone; `undefined` if nothing was moved. */
export async function undoFile(file: string, config: string): Promise<Undone | undefined> {
  const nothing = { file, back: [], replaced: [], elsewhere: [], left: [], hasChanged: false };
  try {
    const record = readRecord(file);
    if (record === undefined) return undefined;
    const elsewhere = record.servers.filter((server) => isElsewhere(server, config));
    if (elsewhere.length === record.servers.length) return { ...nothing, elsewhere };
    return elsewhere.length === 0 && isUntouched(file, record)
      ? restored(file, record)
      : await merged(file, record, { elsewhere, config });
  } catch (error) {
    return { ...nothing, hasChanged: true, problem: describeError(error) };
  }
}

/** What was moved to a configuration that is gone is nobody's, and comes back with whatever else does. */
function isElsewhere({ config }: MovedServer, undone: string): boolean {
  return realFile(config) !== realFile(undone) && existsSync(config);
}

function restored(file: string, record: MoveRecord): Undone {
  renameSync(backupOf(file), realFile(file));
  forgetMove(file);
  const { servers: back, left = [] } = record;
  return { file, back, replaced: [], elsewhere: [], left, hasChanged: false };
}

/** The file is to be other than it was: what others wrote stays, and so does what is moved elsewhere. */
async function merged(
  file: string,
  record: MoveRecord,
  { elsewhere, config }: { readonly elsewhere: readonly MovedServer[]; readonly config: string },
): Promise<Undone> {
  const text = readFileSync(file, "utf8");
  const content = await readContent(file);
  const hasChanged = !isUntouched(file, record);
  const servers = record.servers.filter((server) => !elsewhere.includes(server));
  const back: MovedServer[] = [];
  const replaced: MovedServer[] = [];
  for (const server of servers) {
    const now = at(content, [...server.place, server.name]);
    const isThere = now !== undefined && !isOurselves(now);
    if (!isThere || isSame(server, text, now)) back.push(server);
    // An entry that started toolweave was replaced, and is in no configuration.
    else if (!isOurselves(server.moved)) replaced.push(server);
  }
  const edit = file.endsWith(".toml") ? editedToml : editedJson;
  replaceFile(file, edit(text, content, { record: { ...record, servers }, back }));
  const left = record.left?.filter((each) => isIn(each, config)) ?? [];
  const still = record.left?.filter((each) => !isIn(each, config));
  if (elsewhere.length === 0) forgetMove(file);
  else keepRecord(file, { ...record, isUntouched: !hasChanged, servers: elsewhere, left: still });
  return { file, back, replaced, elsewhere, left, hasChanged };
}

interface Back {
  readonly record: MoveRecord;
  readonly back: readonly MovedServer[];
}

function editedJson(text: string, content: unknown, { record, back }: Back): string {
  const places = [
    ...new Map(record.servers.map(({ place }) => [place.join("\0"), place])).values(),
  ];
  const removed = places
    .filter((place) => !wasStarted(record, place))
    .map((place) => [...place, "toolweave"])
    .filter((path) => isOurselves(at(content, path)))
    .map((path): JsonChange => ({ path, value: undefined }));
  const added = back
    .filter(({ place, name, entry }) => !isDeepStrictEqual(at(content, [...place, name]), entry))
    .map(({ place, name, entry }): JsonChange => ({ path: [...place, name], value: entry }));
  return editJson(text, [...removed, ...added]);
}

function editedToml(text: string, content: unknown, { record, back }: Back): string {
  const place = record.servers[0]?.place ?? [];
  const [table = ""] = place;
  const isOurs = isOurselves(at(content, [table, "toolweave"])) && !wasStarted(record, place);
  const added = back.filter((server) => textOfServer(text, table, server.name) !== server.entry);
  return replaceServers(text, {
    table,
    removed: isOurs ? ["toolweave"] : [],
    added: added.map(({ entry }) => String(entry)).join("\n\n"),
  });
}

/** By the first move: later ones found what that had written. */
function wasStarted({ servers }: MoveRecord, place: readonly string[]): boolean {
  const first = servers.find((server) => isDeepStrictEqual(server.place, place));
  return first?.wasStarted === true;
}

function isSame({ place, name, entry }: MovedServer, text: string, now: unknown): boolean {
  if (typeof entry !== "string") return isDeepStrictEqual(now, entry);
  return textOfServer(text, place[0] ?? "", name) === entry;
}

function at(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    content,
  );
}
