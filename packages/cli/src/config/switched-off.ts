import { ToolweaveError } from "@toolweave/core/node";
import { isObject } from "./is-object.js";

/** A list of names of servers that stands beside them. */
interface List {
  /** Where in the file it stands. */
  readonly place: readonly string[];
  /** Whether it names those that are not started, or the only ones that are. */
  readonly names: "excluded" | "allowed";
}

/** The lists of Gemini CLI and its kin, the older names behind the newer ones, and of Claude Code. */
const LISTS: readonly List[] = [
  { place: ["mcp", "excluded"], names: "excluded" },
  { place: ["mcp", "allowed"], names: "allowed" },
  { place: ["excludeMCPServers"], names: "excluded" },
  { place: ["allowMCPServers"], names: "allowed" },
  { place: ["disabledMcpServers"], names: "excluded" },
  { place: ["disabledMcpjsonServers"], names: "excluded" },
  { place: ["enabledMcpjsonServers"], names: "allowed" },
];

/** Names of lists that seem to say which servers are started. */
const RESTRICTS = /^(?:allow|block|den(?:y|ied)|disabled?|enabled?|exclude|include)\w*servers$/i;

/**
 * Tells why another program does not start a server, by the lists in its file; `undefined` for one that it starts.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a list that cannot be read: to pass it over would start what it
 *   was to keep from being started.
 */
export function switchedOff(
  file: Readonly<Record<string, unknown>>,
  folder: string,
): (name: string) => string | undefined {
  refuseUnknown(file);
  // What Claude Code's user switches off in a folder stands with what else it knows of the folder.
  const ofFolder: List = { place: ["projects", folder, "disabledMcpServers"], names: "excluded" };
  const lists = [...LISTS, ofFolder].map(({ place, names }) => ({
    place: place.join("."),
    names,
    list: listAt(file, place),
  }));
  return (name) => {
    const off = lists.find(({ names, list }) =>
      // To Gemini CLI, a list that allows none is one that is not there.
      names === "excluded" ? list.includes(name) : list.length > 0 && !list.includes(name),
    );
    return off && `${off.place} ${off.names === "excluded" ? "names it" : "does not name it"}`;
  };
}

function listAt(file: unknown, place: readonly string[]): readonly string[] {
  const list = place.reduce<unknown>(
    (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    file,
  );
  if (list === undefined || list === null) return [];
  if (Array.isArray(list) && list.every((each) => typeof each === "string")) return list;
  const where = place.join(".");
  const message = `${where} must be an array of names of servers: it says which are started`;
  throw new ToolweaveError("CONFIG_INVALID", message, { details: { place: where } });
}

function refuseUnknown(file: Readonly<Record<string, unknown>>): void {
  const known = LISTS.map(({ place }) => place.join("."));
  const unknown = Object.keys(file).find(
    (key) => RESTRICTS.test(key) && !known.includes(key) && saysSomething(file[key]),
  );
  if (unknown === undefined) return;
  const message =
    `the configuration has the key "${unknown}", which seems to say which servers are started, and toolweave ` +
    "does not know how. Say it by disabled in the entries of the servers, in a toolweave.json.";
  throw new ToolweaveError("CONFIG_INVALID", message, { details: { place: unknown } });
}

/** False for a switch of another kind, and for an empty list. */
function saysSomething(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
