import { editJson, type JsonChange } from "./edit-json.js";
import { replaceServers, serverTable } from "./edit-toml.js";
import type { KnownClient } from "./known-clients.js";

/** What is to be done with the text of a client's file. */
export interface ClientEdit {
  readonly client: KnownClient;
  readonly file: string;
  /** Names of the servers to take out. */
  readonly removed: readonly string[];
  /** The configuration that toolweave is to be started with. */
  readonly config: string;
}

/**
 * The text of a client's file without some of its servers, and with an entry that starts toolweave.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that has to be edited by hand.
 */
export function clientText(text: string, { client, file, removed, config }: ClientEdit): string {
  const entry = { command: "npx", args: ["-y", "toolweave", "serve", "--config", config] };
  if (file.endsWith(".toml")) {
    const [table = ""] = client.place;
    return replaceServers(text, {
      table,
      removed: [...removed, "toolweave"],
      added: serverTable(table, "toolweave", entry),
    });
  }
  const changes: JsonChange[] = removed.map((name) => ({
    path: [...client.place, name],
    value: undefined,
  }));
  const own = client.id === "vscode" ? { type: "stdio", ...entry } : entry;
  const path = [...client.place, "toolweave"];
  return editJson(text, [...changes, { path, value: own }]);
}
