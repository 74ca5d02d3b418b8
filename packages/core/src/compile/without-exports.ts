import { type ParsedScript, type ParseFailure, parseScript } from "./parse-script.js";
import { DEFAULT_EXPORT } from "./wrap-code.js";

interface ExportFree {
  readonly body: string;
  readonly parsed: ParsedScript | ParseFailure;
}

/** Blanks `export`, and turns `export default` into a `return` of the same length. */
export function withoutExports(text: string): ExportFree {
  const parsed = parseScript(text);
  if (parsed.exports.length === 0) return { body: text, parsed };
  const pieces: string[] = [];
  let done = 0;
  for (const offset of parsed.exports) {
    EXPORT.lastIndex = offset;
    const { 0: found = "", 1: isDefault } = EXPORT.exec(text) ?? [];
    pieces.push(text.slice(done, offset), blankExport(found, isDefault));
    done = offset + found.length;
  }
  const body = pieces.join("") + text.slice(done);
  return { body, parsed: parseScript(body) };
}

/**
 * Blanks what nothing but its standing first in its line tells to be an `export` or an import of types:
 * types keep the parser from seeing the rest of the code. Lines of a template can be meant by mistake.
 */
export function withoutLinesOfModules(text: string): string {
  return text
    .replace(TYPE_IMPORTS, blank)
    .replace(TYPE_EXPORTS, blank)
    .replace(TYPE_NAMES, (found, names: string) => (areTypes(names) ? blank(found) : found))
    .replace(EXPORTS, blankExport);
}

/** A list of types: `export type { A } from "./a"`. */
const TYPE_EXPORT = String.raw`export\s+type\s*(?:\*|\{[^{}'"]{0,2000}\})(?:\s*from\s*(?:"[^"\n]*"|'[^'\n]*'))?;?`;

const EXPORT = new RegExp(String.raw`${TYPE_EXPORT}|export(\s+default\b)?`, "y");
const EXPORTS = /^export(?![\w$])(\s+default\b)?/gm;

/** TypeScript takes them out, whatever there is at the other end. */
const TYPE_IMPORTS = /^import\s+type\s[^'"]{0,2000}?\sfrom\s*(["'])[^"'\n]*\1;?/gm;
const TYPE_EXPORTS = new RegExp(`^${TYPE_EXPORT}`, "gm");

/** Likewise, if each of the names is a type's: `import { type A } from "./a"`. */
const TYPE_NAMES = /^import\s*\{([^{}'"]{0,2000})\}\s*from\s*(["'])[^"'\n]*\2;?/gm;

function areTypes(names: string): boolean {
  const given = names.split(",").filter((name) => name.trim() !== "");
  return given.length > 0 && given.every((name) => /^\s*type\s/.test(name));
}

function blankExport(found: string, isDefault: string | undefined): string {
  const kept = isDefault === undefined ? "" : DEFAULT_EXPORT;
  return kept + blank(found.slice(kept.length));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
