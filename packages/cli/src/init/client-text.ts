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
}

/**
 * The text of a client's file without some of its servers, and with an entry that starts toolweave.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that has to be edited by hand.
 */
export function clientText(text: string, edit: ClientEdit): string {
  const { client, file, removed, config, own } = edit;
  const entry = { command: "npx", args: ["-y", "toolweave", "serve", "--config", config] };
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
