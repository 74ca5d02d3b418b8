import { isObject } from "../config/is-object.js";
import { editJson, type JsonChange } from "./edit-json.js";
import { replaceServers, serverTable } from "./edit-toml.js";
import type { KnownClient } from "./known-clients.js";
import type { OwnEntry } from "./started-with.js";

/** What is to be done with the text of a client's file. */
export interface ClientEdit {
  readonly client: KnownClient;
  readonly file: string;
  /** Names of the servers to take out. */
  readonly removed: readonly string[];
  /** The configuration that toolweave is to be started with. */
  readonly config: string;
  /** The entry that starts toolweave with it already, and stays as it is. */
  readonly own?: OwnEntry | undefined;
  /** The entry `toolweave` that is replaced. */
  readonly replaced?: unknown;
}

/**
 * The text of a client's file without some of its servers, and with an entry that starts toolweave.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that has to be edited by hand.
 */
export function clientText(text: string, edit: ClientEdit): string {
  const { client, file, removed, config, own } = edit;
  const args = ["-y", "toolweave", "serve", "--config", config];
  const entry = { command: "npx", args, ...environmentOf(edit.replaced) };
  if (file.endsWith(".toml")) {
    const [table = ""] = client.place;
    return replaceServers(text, {
      table,
      removed: own === undefined ? [...removed, "toolweave"] : removed,
      added: own === undefined ? serverTable(table, "toolweave", entry) : "",
    });
  }
  const changes: JsonChange[] = removed.map((name) => ({
    path: [...client.place, name],
    value: undefined,
  }));
  if (own !== undefined) return editJson(text, changes);
  const value = client.id === "vscode" ? { type: "stdio", ...entry } : entry;
  return editJson(text, [...changes, { path: [...client.place, "toolweave"], value }]);
}

/** What variables in the configuration stand for may be given to toolweave alone. */
function environmentOf(replaced: unknown): { readonly env?: object } {
  const { command, env = isObject(command) ? command["env"] : undefined } = isObject(replaced)
    ? replaced
    : {};
  return isObject(env) ? { env } : {};
}
