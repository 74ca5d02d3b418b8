import { ToolweaveError } from "@toolweave/core/node";
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

/** The servers in the file of another program. */
export interface ClientServers {
  /** In our words. */
  readonly servers: Readonly<Record<string, unknown>>;
  /** Names of those that only the program itself can start. */
  readonly ofExtensions: readonly string[];
  /** Names of entries that start toolweave. */
  readonly ofOurselves: readonly string[];
}

/**
 * The servers in the file of another program; `undefined` if it has none.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for servers that are no object.
 */
export function serversOfClient(file: unknown): ClientServers | undefined {
  const places = PLACES.map((place) =>
    place.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), file),
  );
  const found = places.filter(isObject);
  // Empty ones may stand beside those of another name.
  const servers = found.find((each) => Object.keys(each).length > 0) ?? found[0];
  if (servers === undefined) {
    if (isObject(file) && file["mcpServers"] !== undefined) {
      throw new ToolweaveError(
        "CONFIG_INVALID",
        "mcpServers must be an object, one entry a server",
      );
    }
    return undefined;
  }
  const ofExtensions = Object.keys(servers).filter((name) => isOfExtension(servers[name]));
  const entries = Object.entries(servers)
    .filter(([name]) => !ofExtensions.includes(name))
    .map(([name, entry]) => [name, plainEntry(entry)] as const);
  return {
    servers: Object.fromEntries(entries.filter(([, entry]) => !isOurselves(entry))),
    ofExtensions,
    ofOurselves: entries.filter(([, entry]) => isOurselves(entry)).map(([name]) => name),
  };
}

/** True for an entry of Zed's that has settings for a server which an extension brings along. */
export function isOfExtension(entry: unknown): boolean {
  return (
    isObject(entry) &&
    entry["command"] === undefined &&
    entry["url"] === undefined &&
    (entry["source"] === "extension" || entry["settings"] !== undefined)
  );
}

/** True for an entry, in anybody's words, that starts `toolweave serve`: it would start itself without end. */
export function isOurselves(written: unknown): boolean {
  const entry = plainEntry(written);
  if (!isObject(entry)) return false;
  const { command, args } = entry;
  const words = [command, ...(Array.isArray(args) ? args : [])].filter((word) => word !== "--");
  // The command stands right behind the program: elsewhere, these are words of another server's own.
  return words.some((word, at) => isProgram(word) && words[at + 1] === "serve");
}

/** True for the name of our program or package, with a version, or a path that ends with it. */
function isProgram(word: unknown): boolean {
  if (typeof word !== "string") return false;
  return (
    /^(?:npm:)?toolweave(?:@.*|\.(?:cmd|exe|ps1))?$/i.test(word.split(/[/\\]/).at(-1) ?? "") ||
    /toolweave[/\\]dist[/\\]bin\.js$/.test(word)
  );
}
