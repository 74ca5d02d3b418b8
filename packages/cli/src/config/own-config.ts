import { dirname, isAbsolute, resolve } from "node:path";
import { ToolweaveError } from "@toolweave/core/node";
import type { CodeModeFile } from "./code-mode-schema.js";
import type { Config, ConfigContent } from "./config.js";
import { configProblem } from "./config-problem.js";
import { configSchema } from "./config-schema.js";

/** What our own file says, in which every key has to be known. @throws ToolweaveError `CONFIG_INVALID`. */
export function ownConfig(file: string, content: unknown): ConfigContent {
  const { error } = configSchema.safeParse(content);
  if (error !== undefined) throw configProblem(file, content, error.issues);
  const {
    mcpServers,
    servers,
    codeMode = {},
  } = content as {
    readonly mcpServers?: Config["servers"];
    readonly servers?: Config["servers"];
    readonly codeMode?: CodeModeFile;
  };
  if (mcpServers !== undefined && servers !== undefined) {
    const problem = "the configuration has both mcpServers and servers; keep one of them";
    throw new ToolweaveError("CONFIG_INVALID", problem);
  }
  const { executor } = codeMode;
  return {
    servers: mcpServers ?? servers ?? {},
    codeMode: { ...codeMode, ...(executor && { executor: fromFolder(executor, dirname(file)) }) },
    notes: [],
  };
}

/** A module's path is the file's own; all else is a name. */
function fromFolder(executor: string, folder: string): string {
  return /^\.{1,2}[\\/]/.test(executor) || isAbsolute(executor)
    ? resolve(folder, executor)
    : executor;
}
