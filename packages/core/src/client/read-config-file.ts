import stripJsonComments from "strip-json-comments";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { MCPClientConfig } from "./server-config.js";

/**
 * Reads a configuration file: JSON, with comments and trailing commas as VS Code writes them.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, with file, line and column.
 */
export function readConfigFile(path: string): MCPClientConfig {
  const json = stripJsonComments(readText(path), { trailingCommas: true });
  try {
    return JSON.parse(json.replace(/^\uFEFF/, "")) as MCPClientConfig;
  } catch (error) {
    const message = describeError(error);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const place = offset === undefined ? "" : `:${lineAndColumn(json, Number(offset))}`;
    throw unreadable(`${path}${place} is not JSON: ${message}`, error);
  }
}

function readText(path: string): string {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  if (fs === undefined) throw unreadable(`${path} cannot be read: there is no file system here`);
  try {
    return fs.readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(`${path} cannot be read: ${describeError(error)}`, error);
  }
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

function unreadable(message: string, cause?: unknown): ToolweaveError {
  return new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause });
}
