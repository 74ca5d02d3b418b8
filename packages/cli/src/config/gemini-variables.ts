import { basename, dirname } from "node:path";
import { isObject } from "./is-object.js";

/** Folders of Gemini CLI and of what was made from it. */
const FOLDERS: readonly string[] = [".gemini", ".qwen", ".iflow"];

/** True for the settings of Gemini CLI and its kin. */
export function isOfGemini(file: string): boolean {
  return FOLDERS.includes(basename(dirname(file)));
}

/** Servers with variables in braces, which Gemini CLI and its kin also take without: `$NAME`. */
export function withBraces(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\$(?=[A-Za-z_])(\w+)/g, `\${$1}`);
  if (Array.isArray(value)) return value.map(withBraces);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withBraces(each)]));
}
