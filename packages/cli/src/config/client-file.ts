import { basename } from "node:path";
import { isObject } from "./is-object.js";
import { plainEntry } from "./plain-entry.js";

/** Where in their files programs keep their servers: VS Code's settings, Zed's, Codex's, and all the others. */
const PLACES: readonly (readonly string[])[] = [
  ["mcpServers"],
  ["servers"],
  ["context_servers"],
  ["mcp_servers"],
  ["mcp", "servers"],
];

/** The servers in the file of another program; `undefined` if it has none. */
export function serversOfClient(file: unknown): Record<string, unknown> | undefined {
  for (const place of PLACES) {
    const found = place.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), file);
    if (!isObject(found)) continue;
    const entries = Object.entries(found).map(
      ([name, entry]) => [name, plainEntry(entry)] as const,
    );
    return Object.fromEntries(entries.filter(([, entry]) => !isOurselves(entry)));
  }
  return undefined;
}

/** True for an entry that starts `toolweave serve`: it would start itself without end. */
export function isOurselves(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  const { command, args } = entry;
  const words = [command, ...(Array.isArray(args) ? args : [])].filter(
    (word): word is string => typeof word === "string",
  );
  const isToolweave = words.some(
    (word) =>
      /^toolweave(@.*)?$/.test(basename(word)) || /toolweave[/\\]dist[/\\]bin\.js$/.test(word),
  );
  return isToolweave && words.includes("serve");
}
