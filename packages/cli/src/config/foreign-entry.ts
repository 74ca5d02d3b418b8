import { ToolweaveError } from "@toolweave/core/node";
import { SERVER_KEYS } from "./config-schema.js";
import { isObject } from "./is-object.js";

/** Keys of one kind of server, which other programs also write for the other kind. */
const OF_COMMAND: readonly string[] = ["args", "env", "cwd"];
const OF_URL: readonly string[] = ["headers", "transport"];

/** Names of keys that keep something from being used; `autoApproveTools` and its like only ask less. */
const RESTRICTS = /^(?!auto|always|trust).*tools$|^(disabled|enabled)/i;

/** Names of those that have the program confine the server, unless they say that it is not to. */
const CONFINES = /^sandbox/i;

/** What is ours to read of a server in another program's file. */
export interface ForeignEntry {
  readonly entry: unknown;
  /** Keys that mean nothing to us. */
  readonly passedOver: readonly string[];
}

/**
 * Parts the keys of a server, in our words, from those that only the other program knows.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a key that seems to restrict the server: to pass it over would
 *   let through what it was to keep out.
 */
export function foreignEntry(name: string, entry: unknown): ForeignEntry {
  if (!isObject(entry)) return { entry, passedOver: [] };
  const ofOther = [
    ...(entry["command"] === undefined ? OF_COMMAND : []),
    ...(entry["url"] === undefined ? OF_URL : []),
  ];
  const isKnown = (key: string): boolean => SERVER_KEYS.includes(key) && !ofOther.includes(key);
  const passedOver = Object.keys(entry).filter((key) => !isKnown(key));
  const restricting = passedOver.find(
    (key) => RESTRICTS.test(key) || (CONFINES.test(key) && Boolean(entry[key])),
  );
  if (restricting !== undefined) {
    const message =
      `mcpServers.${name} has the key "${restricting}", which seems to restrict the server, and toolweave ` +
      "does not know how. Say it by disabled, allowedTools or disallowedTools in a toolweave.json.";
    throw new ToolweaveError("CONFIG_INVALID", message, {
      details: { place: `mcpServers.${name}` },
    });
  }
  const known = Object.entries(entry).filter(([key]) => isKnown(key));
  return { entry: Object.fromEntries(known), passedOver };
}
