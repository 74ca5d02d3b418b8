import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import { serversOfClient } from "./client-file.js";
import { CODE_MODE_KEYS } from "./code-mode-schema.js";
import type { Config, ConfigContent } from "./config.js";
import { foreignEntry } from "./foreign-entry.js";
import { isObject } from "./is-object.js";

/** What the file of another program says of servers. @throws ToolweaveError `CONFIG_INVALID`. */
export function foreignConfig(content: Readonly<Record<string, unknown>>): ConfigContent {
  refuseMisspelling(content);
  const found = serversOfClient(content);
  if (found === undefined) {
    throw new ToolweaveError("CONFIG_INVALID", "the configuration has no mcpServers");
  }
  const entries = Object.entries(found.servers).map(([name, entry]) => ({
    name,
    ...foreignEntry(name, entry),
  }));
  return {
    servers: Object.fromEntries(
      entries.map(({ name, entry }) => [name, entry]),
    ) as Config["servers"],
    codeMode: {},
    notes: [
      ...found.ofExtensions.map(
        (name) => `mcpServers.${name} is left out: an extension of its client starts it`,
      ),
      ...entries.flatMap(({ name, passedOver }) =>
        passedOver.map(
          (key) => `mcpServers.${name}.${key} is passed over: toolweave does not know it`,
        ),
      ),
    ],
  };
}

/** A policy under a key that is misspelt would not be applied, and nobody would notice. */
function refuseMisspelling(content: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(content)) {
    if (nearestNames(key, ["codeMode"], 1).length === 0) continue;
    const isSpeltSo = key.replace(/[^a-z]/gi, "").toLowerCase() === "codemode";
    const saysSo =
      isObject(value) &&
      Object.keys(value).some((each) => nearestNames(each, CODE_MODE_KEYS, 1).length > 0);
    if (!isSpeltSo && !saysSo) continue;
    const problem = `the configuration has the unknown key "${key}". Did you mean "codeMode"?`;
    throw new ToolweaveError("CONFIG_INVALID", problem);
  }
}
