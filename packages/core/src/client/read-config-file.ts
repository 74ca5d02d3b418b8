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
  if ("mcpServers" in config) return { mcpServers: config.mcpServers };
  return "servers" in config ? { servers: config.servers } : config;
}
