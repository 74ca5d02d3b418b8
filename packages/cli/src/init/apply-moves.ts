import { existsSync, readFileSync } from "node:fs";
import { editJson, type JsonChange } from "./edit-json.js";
import { replaceServers } from "./edit-toml.js";
import type { FileMove } from "./plan-move.js";
import { replaceFile } from "./replace-file.js";

const SCHEMA = "https://unpkg.com/toolweave/dist/toolweave.schema.json";
const EMPTY = `{\n  "$schema": "${SCHEMA}",\n  "mcpServers": {}\n}\n`;

/** The texts of files as they would be, by path. */
export type NewTexts = ReadonlyMap<string, string>;

/** What every file would hold. Nothing is written. @throws ToolweaveError `CONFIG_INVALID`. */
export function newTexts(config: string, moves: readonly FileMove[]): NewTexts {
  const texts = new Map<string, string>();
  const servers = moves.flatMap(({ moved }) => moved);
  const before = existsSync(config) ? readFileSync(config, "utf8") : EMPTY;
  const changes = servers.map(({ target, entry }) => ({
    path: ["mcpServers", target],
    value: entry,
  }));
  texts.set(config, editJson(before, changes));
  for (const move of moves.filter(({ moved }) => moved.length > 0)) {
    texts.set(move.file, clientText(move, config));
  }
  return texts;
}

/** Writes the files, each with a backup: the configuration first, for servers must not be lost. */
export function writeTexts(texts: NewTexts): void {
  for (const [file, text] of texts) replaceFile(file, text);
}

function clientText({ client, file, moved }: FileMove, config: string): string {
  const text = readFileSync(file, "utf8");
  const removed = moved.map(({ name }) => name);
  const entry = { command: "npx", args: ["-y", "toolweave", "serve", "--config", config] };
  if (file.endsWith(".toml")) {
    const [table = ""] = client.place;
    return replaceServers(text, { table, removed, added: { toolweave: entry } });
  }
  const changes: JsonChange[] = removed.map((name) => ({
    path: [...client.place, name],
    value: undefined,
  }));
  const own = client.id === "vscode" ? { type: "stdio", ...entry } : entry;
  return editJson(text, [...changes, { path: [...client.place, "toolweave"], value: own }]);
}
