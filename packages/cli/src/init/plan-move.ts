import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describeError } from "@toolweave/core/node";
import { isOurselves } from "../config/client-file.js";
import { isObject } from "../config/is-object.js";
import { plainEntry } from "../config/plain-entry.js";
import { readContent } from "../config/read-content.js";
import type { KnownClient } from "./known-clients.js";
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
  readonly moved: readonly FoundServer[];
  /** Servers that stay where they are, and why. */
  readonly kept: readonly { readonly name: string; readonly reason: string }[];
  /** Why nothing can be done with the file. */
  readonly problem?: string | undefined;
}

/** Looks at the files of clients, and gives those that have servers. Servers that are the same become one. */
export async function planMoves(
  clients: readonly KnownClient[],
  taken: Readonly<Record<string, unknown>>,
): Promise<FileMove[]> {
  const targets: Record<string, unknown> = { ...taken };
  const moves: FileMove[] = [];
  for (const client of clients) {
    for (const file of client.files.filter(existsSync)) {
      const move = await planFile(client, file, targets);
      if (move !== undefined) moves.push(move);
    }
  }
  return moves;
}

async function planFile(
  client: KnownClient,
  file: string,
  targets: Record<string, unknown>,
): Promise<FileMove | undefined> {
  let servers: unknown;
  try {
    const content = await readContent(file);
    servers = client.place.reduce<unknown>(
      (at, key) => (isObject(at) ? at[key] : undefined),
      content,
    );
  } catch (error) {
    return { client, file, moved: [], kept: [], problem: describeError(error) };
  }
  if (!isObject(servers)) return undefined;
  const moved: FoundServer[] = [];
  const kept: { name: string; reason: string }[] = [];
  for (const [name, raw] of Object.entries(servers)) {
    if (isOurselves(raw)) continue;
    const entry = plainEntry(raw);
    const reason = whyItStays(name, entry);
    if (reason !== undefined) kept.push({ name, reason });
    else moved.push({ name, raw, entry, ...targetOf(name, entry, client.id, targets) });
  }
  return moved.length + kept.length === 0 ? undefined : { client, file, moved, kept };
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
