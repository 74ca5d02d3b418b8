import { basename, dirname, resolve } from "node:path";
import { parseClientConfig, ToolweaveError } from "@toolweave/core/node";
import { isInClientPlace } from "./client-place.js";
import type { Config } from "./config.js";
import { CONFIG_NAMES, findConfig } from "./find-config.js";
import { foreignConfig } from "./foreign-config.js";
import { isObject } from "./is-object.js";
import { ownConfig } from "./own-config.js";
import { readContent } from "./read-content.js";
import { isOurSchema } from "./schema-url.js";
import { startFolder } from "./start-folder.js";

export type { Config } from "./config.js";

/**
 * Reads the configuration: the file that is named, or the `toolweave.json` of this folder or above. The
 * files of other programs are read for their servers alone.
 *
 * @throws ToolweaveError `CONFIG_NOT_FOUND`, `CONFIG_FILE_UNREADABLE`, `CONFIG_INVALID`.
 */
export async function readConfig(named: string | undefined, folder: string): Promise<Config> {
  const file = named === undefined ? findConfig(folder) : resolve(folder, named);
  const content = await readContent(file);
  try {
    const isOwn = isOurs(file, content) || !isObject(content);
    const config = isOwn ? ownConfig(file, content) : foreignConfig(content, { file, folder });
    const servers = placed(config.servers, file);
    const parsed = parseClientConfig({ mcpServers: servers }, { isFile: true });
    return { ...config, file, servers, names: [...parsed.keys()] };
  } catch (error) {
    if (!ToolweaveError.isInstance(error) || error.message.startsWith(file)) throw error;
    throw new ToolweaveError("CONFIG_INVALID", `${file}: ${error.message}`, {
      details: { ...error.details, path: file },
    });
  }
}

function isOurs(file: string, content: unknown): boolean {
  if (CONFIG_NAMES.includes(basename(file))) return true;
  return isObject(content) && ("codeMode" in content || isOurSchema(content["$schema"]));
}

/**
 * Servers start in the folder of the configuration, for it is found from any folder below. Those of a file
 * that stands where its program keeps it start, as that program has them, in the folder one works in.
 */
function placed(servers: Config["servers"], file: string): Config["servers"] {
  if (!CONFIG_NAMES.includes(basename(file)) && isInClientPlace(file)) return servers;
  const folder = dirname(file);
  const entries = Object.entries(servers as Record<string, unknown>).map(([name, entry]) => {
    if (!isObject(entry) || typeof entry["command"] !== "string") return [name, entry];
    const { cwd = folder } = entry;
    return [name, { ...entry, cwd: typeof cwd === "string" ? startFolder(cwd, folder) : cwd }];
  });
  return Object.fromEntries(entries) as Config["servers"];
}
