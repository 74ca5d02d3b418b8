import { basename, dirname, extname } from "node:path";
import { isOfGemini } from "./gemini-variables.js";

/** Folders that clients have for files of their own. */
const FOLDERS: readonly string[] = [
  ".cursor",
  ".vscode",
  ".codex",
  ".zed",
  ".copilot",
  ".roo",
  "Claude",
  "User",
  "windsurf",
  "zed",
  "Zed",
];

/** True for a file that stands where a client keeps it, and not in the folder of what its servers work on. */
export function isInClientPlace(file: string): boolean {
  return (
    FOLDERS.includes(basename(dirname(file))) ||
    isOfGemini(file) ||
    basename(file) === ".claude.json" ||
    extname(file) === ".toml"
  );
}
