import stripJsonComments from "strip-json-comments";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { findJsonError } from "./find-json-error.js";
import { parseClientConfig } from "./parse-config.js";
import type { MCPClientConfig } from "./server-config.js";

/**
 * Reads a configuration file: JSON, with comments and trailing commas as VS Code writes them. What the
 * file holds beside its servers belongs to the program that wrote it.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, with file, line and column; `CONFIG_INVALID`.
 */
export function readConfigFile(path: string): MCPClientConfig {
  const config = ownPart(parse(path, readText(path).replace(/^\uFEFF/, "")));
  try {
    parseClientConfig(config);
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

function parse(path: string, text: string): unknown {
  const json = stripJsonComments(text, { trailingCommas: true });
  try {
    return JSON.parse(json);
  } catch (error) {
    const offset = findJsonError(json);
    const found = json.codePointAt(offset);
    const what = found === undefined ? "its end" : JSON.stringify(String.fromCodePoint(found));
    const message = `${path}:${lineAndColumn(json, offset)} is not JSON: unexpected ${what}`;
    throw unreadable(path, message, error);
  }
}

function readText(path: string): string {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  if (fs === undefined) {
    throw unreadable(path, `${path} cannot be read: there is no file system here`);
  }
  try {
    return fs.readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, `${path} cannot be read: ${describeError(error)}`, error);
  }
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

function unreadable(path: string, message: string, cause?: unknown): ToolweaveError {
  return new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause, details: { path } });
}
