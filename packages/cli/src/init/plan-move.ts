import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describeError } from "@toolweave/core/node";
import { isOfExtension, isOurselves } from "../config/client-file.js";
import { isObject } from "../config/is-object.js";
import { plainEntry } from "../config/plain-entry.js";
import { readContent } from "../config/read-content.js";
import { switchedOffInClaude } from "./claude-switches.js";
import { type ClientEdit, clientText } from "./client-text.js";
import type { KnownClient } from "./known-clients.js";
import { projectEntry } from "./project-entry.js";
import { realFile } from "./replace-file.js";
import { type OwnEntry, startedWith } from "./started-with.js";
import type { TargetConfig } from "./target-config.js";
import { whyItStays } from "./why-it-stays.js";

/** A server that stands in a client's file. */
export interface FoundServer {
  /** Its name in that file. */
  readonly name: string;
  /** What stands there. */
  readonly raw: unknown;
  /** Its name in `toolweave.json`. */
  readonly target: string;
  /** False if `toolweave.json` has it, or is to have it, from somewhere else. */
  readonly isNew: boolean;
  /** It in our words. */
  readonly entry: unknown;
}

/** What would be done with one file of a client. */
export interface FileMove {
  readonly client: KnownClient;
  readonly file: string;
  /** The entry that starts toolweave already. */
  readonly own?: OwnEntry | undefined;
  /** An entry `toolweave` that ours takes the place of: it is switched off, or names no configuration that is there. */
  readonly replaced?: unknown;
  readonly moved: readonly FoundServer[];
  /** Servers that stay where they are, and why. */
  readonly kept: readonly { readonly name: string; readonly reason: string }[];
  /** Why nothing can be done with the file. */
  readonly problem?: string | undefined;
}

/**
 * Looks at the files of clients, and gives those that have servers to be moved to a configuration. Servers that
 * are the same become one.
 */
export async function planMoves(
  clients: readonly KnownClient[],
  { config, project }: { readonly config: TargetConfig; readonly project: string },
): Promise<FileMove[]> {
  const targets: Record<string, unknown> = { ...config.servers };
  const moves: FileMove[] = [];
  const read = readOnce();
  // A file is met twice where the project is the home folder, or links lead to it.
  const seen = new Set<string>();
  for (const client of clients) {
    for (const file of client.files.filter(existsSync)) {
      const real = realFile(file);
      const place = JSON.stringify([real, client.place]);
      if (real === realFile(config.file) || seen.has(place)) continue;
      seen.add(place);
      const move = await planFile(client, file, { config: config.file, project, targets, read });
      if (move !== undefined) moves.push(move);
    }
  }
  return moves;
}

/** Where servers are moved to, and from where. */
interface Destination {
  readonly config: string;
  readonly project: string;
  /** By name, with those that are to be moved. */
  readonly targets: Record<string, unknown>;
  readonly read: (file: string) => Promise<unknown>;
}

/** Reads each file but once: it may have servers in two places, and be megabytes long. */
function readOnce(): (file: string) => Promise<unknown> {
  const contents = new Map<string, Promise<unknown>>();
  return (file) => {
    const content = contents.get(file) ?? readContent(file);
    contents.set(file, content);
    return content;
  };
}

async function planFile(
  client: KnownClient,
  file: string,
  { config, project, targets, read }: Destination,
): Promise<FileMove | undefined> {
  let servers: unknown;
  try {
    const content = await read(file);
    servers = client.place.reduce<unknown>(
      (at, key) => (isObject(at) ? at[key] : undefined),
      content,
    );
  } catch (error) {
    return { client, file, moved: [], kept: [], problem: describeError(error) };
  }
  if (!isObject(servers)) return undefined;
  const own = startedWith(servers);
  const replaced = own === undefined ? ownEntryOf(servers) : undefined;
  const off = await switchedOffInClaude(client, { file, project, read });
  const movable: Omit<FoundServer, "target" | "isNew">[] = [];
  const kept: { name: string; reason: string }[] = [];
  for (const [name, raw] of Object.entries(servers)) {
    if (isOurselves(raw)) continue;
    const entry = plainEntry(raw);
    const list = off.get(name);
    const reason = isOfExtension(raw)
      ? "an extension of its client starts it"
      : list === undefined
        ? whyItStays(name, entry)
        : `it is switched off, by ${list}`;
    if (reason !== undefined) kept.push({ name, reason });
    else movable.push({ name, raw, entry: projectEntry(entry, { client, file, project, config }) });
  }
  if (own !== undefined && realFile(own.config) !== realFile(config)) {
    const problem = `it starts toolweave with ${own.config} already`;
    if (movable.length === 0) kept.push({ name: own.name, reason: `it is for ${own.config}` });
    // With another configuration, it would no longer have the servers of the one it has.
    else return { client, file, own, moved: [], kept: [], problem: `${problem}. ${addTo(own)}` };
  }
  if (movable.length + kept.length === 0) return undefined;
  const removed = movable.map(({ name }) => name);
  const problem =
    removed.length > 0
      ? whyItCannotChange({ client, file, removed, config, own, replaced })
      : undefined;
  if (problem !== undefined) return { client, file, own, moved: [], kept: [], problem };
  const moved = movable.map((each) => ({
    ...each,
    ...targetOf(each.name, each.entry, client.id, targets),
  }));
  return { client, file, own, replaced, moved, kept };
}

function ownEntryOf(servers: Readonly<Record<string, unknown>>): unknown {
  const { toolweave } = servers;
  return isOurselves(toolweave) ? toolweave : undefined;
}

function addTo({ config }: OwnEntry): string {
  return `To move its servers there: toolweave init --output ${config}`;
}

/** Found before anything is written: other files are not to wait for this one. */
function whyItCannotChange(edit: ClientEdit): string | undefined {
  const { file } = edit;
  const real = realFile(file);
  if (!isWritable(real)) return "it cannot be written";
  if (!isWritable(dirname(real))) return `its folder cannot be written: ${dirname(real)}`;
  try {
    clientText(readFileSync(file, "utf8"), edit);
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The same server of two clients is one; another of the same name gets the client's name added. */
function targetOf(
  name: string,
  entry: unknown,
  client: string,
  targets: Record<string, unknown>,
): Pick<FoundServer, "target" | "isNew"> {
  const isFree = (each: string): boolean =>
    !Object.hasOwn(targets, each) || isDeepStrictEqual(targets[each], entry);
  let target = name;
  for (let n = 1; !isFree(target); n++) target = `${name}-${client}${n > 1 ? n : ""}`;
  const isNew = !Object.hasOwn(targets, target);
  targets[target] = entry;
  return { target, isNew };
}
