import stripJsonComments from "strip-json-comments";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { findJsonError } from "./find-json-error.js";

/**
 * Reads a file of JSON, with comments and trailing commas as VS Code writes them.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, with file, line and column.
 */
export function readJsonFile(path: string): unknown {
  return parse(path, readText(path).replace(/^\uFEFF/, ""));
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
