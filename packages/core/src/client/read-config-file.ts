import { ToolweaveError } from "../errors/toolweave-error.js";
import { parseClientConfig } from "./parse-config.js";
import { readJsonFile } from "./read-json-file.js";
import type { MCPClientConfig } from "./server-config.js";

/**
 * Reads a configuration file: JSON, with comments and trailing commas as VS Code writes them. What the
 * file holds beside its servers belongs to the program that wrote it.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, with file, line and column; `CONFIG_INVALID`.
 */
export function readConfigFile(path: string): MCPClientConfig {
  const config = ownPart(readJsonFile(path));
  try {
    parseClientConfig(config, { isFile: true });
  } catch (error) {
    if (!ToolweaveError.isInstance(error)) throw error;
    const details = { ...error.details, path };
    throw new ToolweaveError("CONFIG_INVALID", `${path}: ${error.message}`, { details });
  }
  return config as MCPClientConfig;
}

function ownPart(config: unknown): unknown {
  if (typeof config !== "object" || config === null) return config;
  const kinds = ["mcpServers", "servers"].filter((key) => Object.hasOwn(config, key));
  if (kinds.length === 0) return config;
  return Object.fromEntries(kinds.map((key) => [key, (config as Record<string, unknown>)[key]]));
}
