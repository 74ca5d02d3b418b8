import stripJsonComments from "strip-json-comments";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { findJsonError } from "./find-json-error.js";

/** What a file begins with whose text is UTF-16. */
const UTF_16_MARKS = ["fffe", "feff"];

/**
 * Reads a file of JSON, with comments and trailing commas as VS Code writes them.
 *
 * @throws ToolweaveError `CONFIG_FILE_UNREADABLE`, with file, line and column.
 */
export function readJsonFile(path: string): unknown {
  return parse(path, readText(path).replace(/^\uFEFF/, ""));
}

function parse(path: string, text: string): unknown {
  if (text.trim() === "") throw unreadable(path, `${path} is empty`);
  const json = stripJsonComments(text, { trailingCommas: true });
  try {
    return JSON.parse(json);
  } catch (error) {
    const { offset, reason } = findJsonError(json);
    const message = `${path}:${lineAndColumn(json, offset)} is not JSON: ${reason}`;
    throw unreadable(path, message, error);
  }
}

function readText(path: string): string {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  if (fs === undefined) {
    throw unreadable(path, `${path} cannot be read: there is no file system here`);
  }
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path);
  } catch (error) {
    throw unreadable(path, problemOf(path, error), error);
  }
  if (UTF_16_MARKS.includes(bytes.toString("hex", 0, 2))) {
    throw unreadable(path, `${path} is UTF-16, as PowerShell writes it: save it as UTF-8`);
  }
  return bytes.toString("utf8");
}

/** Node's own words name the path once more, and the system's for the rest. */
function problemOf(path: string, error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (code === "ENOENT") return `There is no file ${path}`;
  if (code === "EISDIR") return `${path} is a folder, not a file`;
  return `${path} cannot be read: ${describeError(error)}`;
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

function unreadable(path: string, message: string, cause?: unknown): ToolweaveError {
  return new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause, details: { path } });
}
