import { existsSync } from "node:fs";
import { join } from "node:path";
import { ToolweaveError } from "@toolweave/core/node";
import { CONFIG_NAMES } from "../config/find-config.js";
import { isObject } from "../config/is-object.js";
import { readContent } from "../config/read-content.js";

/** The configuration that servers are moved to. */
export interface TargetConfig {
  readonly file: string;
  /** The key that has its servers. */
  readonly key: "mcpServers" | "servers";
  readonly servers: Readonly<Record<string, unknown>>;
  /** Whether that key is there. */
  readonly hasServers: boolean;
}

/** The configuration of a folder, or the one it would have: all commands take the first that is there. */
export function configIn(folder: string): string {
  const [usual = ""] = CONFIG_NAMES;
  return join(folder, CONFIG_NAMES.find((name) => existsSync(join(folder, name))) ?? usual);
}

/**
 * Reads a configuration to add to, if it is there.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, `CONFIG_INVALID` for one that nothing can be added to.
 */
export async function readTarget(file: string): Promise<TargetConfig> {
  if (!existsSync(file)) return { file, key: "mcpServers", servers: {}, hasServers: false };
  const content = await readContent(file);
  if (!isObject(content)) throw invalid(file, "the configuration must be an object");
  const key =
    content["servers"] !== undefined && content["mcpServers"] === undefined
      ? "servers"
      : "mcpServers";
  const servers = content[key] ?? {};
  if (!isObject(servers)) throw invalid(file, `${key} must be an object, one entry a server`);
  return { file, key, servers, hasServers: content[key] !== undefined };
}

function invalid(file: string, problem: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `${file}: ${problem}`, { details: { path: file } });
}
