import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describeError, ToolweaveError } from "@toolweave/core/node";
import { SCHEMA_URL } from "../config/schema-url.js";
import { clientText } from "./client-text.js";
import { editJson, type JsonChange } from "./edit-json.js";
import { textOfServer } from "./edit-toml.js";
import { keepBackup, type MovedServer, readRecord, recordMove } from "./move-record.js";
import type { FileMove } from "./plan-move.js";
import { replaceFile } from "./replace-file.js";
import type { TargetConfig } from "./target-config.js";

/** A configuration without servers. */
export const EMPTY_CONFIG: string = `{\n  "$schema": "${SCHEMA_URL}",\n  "mcpServers": {}\n}\n`;

/** What a file would hold, and of a client's file which servers it would no longer have. */
export interface Change {
  readonly text: string;
  readonly moved: readonly MovedServer[];
}

/** The changes of files, by path, the configuration first. Nothing is written. @throws ToolweaveError `CONFIG_INVALID`. */
export function plannedChanges(
  { file: config, key }: TargetConfig,
  moves: readonly FileMove[],
): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  const servers = moves.flatMap(({ moved }) => moved);
  const before = existsSync(config) ? readFileSync(config, "utf8") : EMPTY_CONFIG;
  const added = servers.map(({ target, entry }) => ({ path: [key, target], value: entry }));
  changes.set(config, { text: configText(config, before, added), moved: [] });
  for (const move of moves.filter(({ moved }) => moved.length > 0)) {
    // A file may have servers in two places.
    const { text, moved } = changes.get(move.file) ?? {
      text: readFileSync(move.file, "utf8"),
      moved: [],
    };
    const removed = move.moved.map(({ name }) => name);
    changes.set(move.file, {
      text: clientText(text, {
        client: move.client,
        file: move.file,
        removed,
        config,
        own: move.own,
        replaced: move.replaced,
      }),
      moved: [...moved, ...movedServers(text, move, config)],
    });
  }
  return changes;
}

/** Writes the files: the configuration first, for servers must not be lost. */
export function applyChanges(changes: ReadonlyMap<string, Change>): void {
  for (const [file, { text, moved }] of changes) {
    if (moved.length > 0) recordMove(file, text, moved);
    else if (existsSync(file)) keepBackup(file);
    replaceFile(file, text);
  }
}

function configText(file: string, text: string, added: readonly JsonChange[]): string {
  try {
    return editJson(text, added);
  } catch (error) {
    const message = `${file}: ${describeError(error)}`;
    throw new ToolweaveError("CONFIG_INVALID", message, { cause: error, details: { path: file } });
  }
}

function movedServers(
  text: string,
  { client: { place }, file, moved, own, replaced }: FileMove,
  config: string,
): MovedServer[] {
  const [table = ""] = place;
  const stood = (name: string, raw: unknown): unknown =>
    file.endsWith(".toml") ? textOfServer(text, table, name) : raw;
  const servers: MovedServer[] = moved.map(({ name, raw, target, isNew, entry }) => ({
    place,
    name,
    entry: stood(name, raw),
    config,
    target,
    moved: entry,
    isNew,
    wasStarted: own !== undefined,
  }));
  // What an earlier move has written is not what was there before.
  if (replaced === undefined || hasMovedFrom(file, place)) return servers;
  const name = "toolweave";
  const entry = stood(name, replaced);
  return [...servers, { place, name, entry, config, target: name, moved: replaced, isNew: false }];
}

/** True if there was a move before, out of the same place: a file may have servers in two. */
function hasMovedFrom(file: string, place: readonly string[]): boolean {
  const moved = readRecord(file)?.servers ?? [];
  return moved.some((server) => isDeepStrictEqual(server.place, place));
}
