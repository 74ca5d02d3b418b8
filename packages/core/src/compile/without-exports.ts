import { type ParsedScript, type ParseFailure, parseScript } from "./parse-script.js";

/** Code without its exports. */
export interface ExportFree {
  readonly body: string;
  /** The name under which the body has what `export default` gives, if there is one. */
  readonly exported: string | undefined;
}

/** Blanks each `export`; what is exported by default is a variable, or the declaration itself. */
export function withoutExports(
  text: string,
): ExportFree & { readonly parsed: ParsedScript | ParseFailure } {
  const parsed = parseScript(text);
  if (parsed.exports.length === 0) return { body: text, exported: undefined, parsed };
  const exports = new BlankExports(text);
  const pieces: string[] = [];
  let done = 0;
  for (const offset of parsed.exports) {
    EXPORT.lastIndex = offset;
    const found = EXPORT.exec(text);
    if (found === null) continue;
    pieces.push(text.slice(done, offset), exports.blank(found));
    done = offset + found[0].length;
  }
  const body = pieces.join("") + text.slice(done);
  return { body, exported: exports.exported, parsed: parseScript(body) };
}

/**
 * Blanks what nothing but its standing first in its line tells to be an `export` or an import of types:
 * types keep the parser from seeing the rest of the code. Lines of a template can be meant by mistake.
 */
export function withoutLinesOfModules(text: string, exported: string | undefined): ExportFree {
  const exports = new BlankExports(text, exported);
  const body = text
    .replace(TYPE_IMPORTS, blank)
    .replace(TYPE_EXPORTS, blank)
    .replace(TYPE_NAMES, (found, names: string) => (areTypes(names) ? blank(found) : found))
    .replace(EXPORTS, (...found: string[]) => exports.blank(found));
  return { body, exported: exports.exported };
}

/** A list of types: `export type { A } from "./a"`. */
const TYPE_EXPORT = String.raw`export\s+type\s*(?:\*|\{[^{}'"]{0,2000}\})(?:\s*from\s*(?:"[^"\n]*"|'[^'\n]*'))?;?`;

/** A list of what is declared elsewhere in the code: `export { a, b as default }`. */
const LIST = String.raw`export\s*\{([^{}'"]{0,2000})\}(?!\s*from\b);?`;

/** A function or class without a name, which is a declaration all the same: it ends where its braces do. */
const NAMELESS = String.raw`[ \t]+(async[ \t]+function|function|(?:abstract[ \t]+)?class)(?:(?<=function)([ \t]*\*)?(?=\s*[(<])|(?<=class)(?=\s*[{<]|\s+(?:extends|implements)\b))`;

/** With the name, where what is exported by default is declared by it. */
const DEFAULT = String.raw`\s+default\b(?:${NAMELESS}|(?=\s+(?:async\s+)?function(?:\s*\*\s*|\s+)([\p{ID_Start}$_][\p{ID_Continue}$]*)|\s+(?:abstract\s+)?class\s+(?!extends\b)([\p{ID_Start}$_][\p{ID_Continue}$]*))|(?=\s+interface\s)|(\b))`;

const EXPORT = new RegExp(`${TYPE_EXPORT}|${LIST}|export(?:${DEFAULT})?`, "uy");
const EXPORTS = new RegExp(String.raw`^(?:${LIST}|export(?![\w$]|\s*[*{])(?:${DEFAULT})?)`, "gmu");

/** TypeScript takes them out, whatever there is at the other end. */
const TYPE_IMPORTS = /^import\s+type\s[^'"]{0,2000}?\sfrom\s*(["'])[^"'\n]*\1;?/gm;
const TYPE_EXPORTS = new RegExp(`^${TYPE_EXPORT}`, "gm");

/** Likewise, if each of the names is a type's: `import { type A } from "./a"`. */
const TYPE_NAMES = /^import\s*\{([^{}'"]{0,2000})\}\s*from\s*(["'])[^"'\n]*\2;?/gm;

function areTypes(names: string): boolean {
  const given = names.split(",").filter((name) => name.trim() !== "");
  return given.length > 0 && given.every((name) => /^\s*type\s/.test(name));
}

const AS_DEFAULT = /(?:^|,)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s+as\s+default\s*(?:,|$)/u;

/** Blanks the exports of one text. The first that is exported by default counts. */
class BlankExports {
  readonly #text: string;
  #functionName: string | undefined;
  exported: string | undefined;

  constructor(text: string, exported?: string) {
    this.#text = text;
    this.exported = exported;
    if (text.includes(`function ${exported}`)) this.#functionName = exported;
  }

  blank([found = "", list, word, star, ...names]: readonly string[]): string {
    if (word !== undefined) {
      const declared = `${word}${star === undefined ? "" : "*"}`;
      const name = this.#nameFor(word);
      const kept = name === undefined ? `void 0,${declared}` : `${declared} ${name}`;
      return kept.padStart(found.length);
    }
    const [functionName, className, isValue] = names;
    const name = AS_DEFAULT.exec(list ?? "")?.[1] ?? functionName ?? className;
    if (name !== undefined || isValue === undefined) {
      this.exported ??= name;
      return blank(found);
    }
    let kept = "void 0,";
    if (this.exported === undefined) {
      this.exported = this.#freeName();
      kept = `var ${this.exported}=`;
    }
    return kept + blank(found.slice(kept.length));
  }

  /** Functions have the name of the first: all but the last may be what TypeScript calls overloads. */
  #nameFor(word: string): string | undefined {
    const isFunction = word.endsWith("function");
    if (this.exported !== undefined) return isFunction ? this.#functionName : undefined;
    this.exported = this.#freeName();
    if (isFunction) this.#functionName = this.exported;
    return this.exported;
  }

  /** A name that the code has not, and that has room where `export default` stands. */
  #freeName(): string {
    for (let i = 0; ; i++) {
      const name = `$${i.toString(36).padStart(7, "_")}`;
      if (!this.#text.includes(name)) return name;
    }
  }
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
