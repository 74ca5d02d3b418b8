import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import { serversOfClient } from "./client-file.js";
import { CODE_MODE_KEYS } from "./code-mode-schema.js";
import type { Config, ConfigContent } from "./config.js";
import { foreignEntry } from "./foreign-entry.js";
import { isOfGemini, withBraces } from "./gemini-variables.js";
import { isObject } from "./is-object.js";
import { switchedOff } from "./switched-off.js";

/**
 * What the file of another program says of servers to one who works in a folder.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function foreignConfig(
  content: Readonly<Record<string, unknown>>,
  { file, folder }: { readonly file: string; readonly folder: string },
): ConfigContent {
  refuseMisspelling(content);
  const found = serversOfClient(content);
  if (found === undefined) {
    throw new ToolweaveError("CONFIG_INVALID", "the configuration has no mcpServers");
  }
  const whyOff = switchedOff(content, folder);
  const servers = isOfGemini(file) ? withBraces(found.servers) : found.servers;
  const entries = Object.entries(servers as object).map(([name, entry]) => ({
    name,
    off: whyOff(name),
    ...foreignEntry(name, entry),
  }));
  return {
    servers: Object.fromEntries(
      entries.map(({ name, entry, off }) => [
        name,
        off !== undefined && isObject(entry) ? { ...entry, disabled: true } : entry,
      ]),
    ) as Config["servers"],
    codeMode: {},
    notes: [
      ...found.ofExtensions.map(
        (name) => `mcpServers.${name} is left out: an extension of its client starts it`,
      ),
      ...found.ofOurselves.map(
        (name) => `mcpServers.${name} is left out: it starts toolweave itself`,
      ),
      ...entries.flatMap(({ name, off }) =>
        off === undefined ? [] : [`mcpServers.${name} is left out: ${off}`],
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
