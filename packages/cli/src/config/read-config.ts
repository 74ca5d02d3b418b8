import { basename, dirname, resolve } from "node:path";
import type { MCPClientConfig } from "@toolweave/core";
import { parseClientConfig, ToolweaveError } from "@toolweave/core/node";
import { serversOfClient } from "./client-file.js";
import type { CodeModeFile } from "./code-mode-schema.js";
import { configProblem } from "./config-problem.js";
import { configSchema } from "./config-schema.js";
import { CONFIG_NAMES, findConfig } from "./find-config.js";
import { isObject } from "./is-object.js";
import { readContent } from "./read-content.js";

/** A configuration as it was read. */
export interface Config {
  /** The file's full path. */
  readonly file: string;
  readonly servers: NonNullable<MCPClientConfig["mcpServers"]>;
  /** Names of the servers that are not disabled. */
  readonly names: readonly string[];
  readonly codeMode: CodeModeFile;
}

/**
 * Reads the configuration: the file that is named, or the `toolweave.json` of this folder or above. The
 * files of other programs are read for their servers alone.
 *
 * @throws ToolweaveError `CONFIG_NOT_FOUND`, `CONFIG_FILE_UNREADABLE`, `CONFIG_INVALID`.
 */
export async function readConfig(named: string | undefined, folder: string): Promise<Config> {
  const file = named === undefined ? findConfig(folder) : resolve(folder, named);
  const content = await readContent(file);
  const config =
    isOurs(file, content) || !isObject(content) ? ownConfig(file, content) : foreign(file, content);
  try {
    const names = [...parseClientConfig({ mcpServers: config.servers }).keys()];
    return { ...config, names };
  } catch (error) {
    if (!ToolweaveError.isInstance(error)) throw error;
    throw new ToolweaveError("CONFIG_INVALID", `${file}: ${error.message}`, {
      details: { ...error.details, path: file },
    });
  }
}

function isOurs(file: string, content: unknown): boolean {
  return CONFIG_NAMES.includes(basename(file)) || (isObject(content) && "codeMode" in content);
}

function ownConfig(file: string, content: unknown): Omit<Config, "names"> {
  const parsed = configSchema.safeParse(content);
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw configProblem(file, issue);
  const { mcpServers, servers, codeMode = {} } = content as Record<string, object | undefined>;
  if (mcpServers !== undefined && servers !== undefined) {
    const message = `${file}: the configuration has both mcpServers and servers; keep one of them`;
    throw new ToolweaveError("CONFIG_INVALID", message, { details: { path: file } });
  }
  return { file, servers: inFolder(mcpServers ?? servers ?? {}, dirname(file)), codeMode };
}

/** Servers start in the folder of the configuration: it is found from any folder below. */
function inFolder(servers: object, folder: string): Config["servers"] {
  const entries = Object.entries(servers as Record<string, Record<string, unknown>>);
  const placed: Record<string, unknown> = Object.fromEntries(
    entries.map(([name, entry]) => {
      const { command, cwd } = entry;
      if (typeof command !== "string") return [name, entry];
      return [name, { ...entry, cwd: typeof cwd === "string" ? resolve(folder, cwd) : folder }];
    }),
  );
  return placed as Config["servers"];
}

function foreign(file: string, content: Readonly<Record<string, unknown>>): Omit<Config, "names"> {
  const servers = serversOfClient(content);
  if (servers === undefined) {
    const message = `${file}: the configuration has no mcpServers`;
    throw new ToolweaveError("CONFIG_INVALID", message, { details: { path: file } });
  }
  return { file, servers: servers as Config["servers"], codeMode: {} };
}
