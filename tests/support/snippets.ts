import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow, ROOT } from "./workspace.js";

/**
 * What a test does with a fence. An HTML comment before the fence says so, unseen by readers:
 *
 *     <!-- snippet: run given="const path = '.'" -->
 *
 * - `types`, the default of ts and js: type-checked.
 * - `run`: type-checked, then run with Node in a folder of its own that has `data/a.txt` and `data/b.txt`.
 * - `fragment after=NAME`: type-checked as the continuation of the snippet with `name=NAME`.
 * - `guest`: run by `executeCode` with the servers of `demo-servers.ts`; `fails=CODE` if it is to fail.
 *
 * With each of the first three: `name=` to be continued, `after=` to continue, `given="…"` for
 * one line of code that the reader is spared, `file=` for the name under which neighbours import it.
 */
const MODES = ["types", "run", "fragment", "guest"] as const;

const ATTRIBUTES = ["name", "after", "given", "file", "fails"] as const;

/** One fence of a Markdown file. */
export interface Snippet {
  /** From the root: `docs/errors.md`. */
  readonly document: string;
  /** Line of the first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  readonly mode: (typeof MODES)[number];
  readonly attributes: Readonly<Partial<Record<(typeof ATTRIBUTES)[number], string>>>;
  readonly text: string;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  typescript: "ts",
  javascript: "js",
  mjs: "js",
  mts: "ts",
};

/** The documents whose snippets are checked. */
export function documents(): string[] {
  const root = readdirSync(ROOT).filter((name) => name.endsWith(".md"));
  const folders = ["docs", "examples", "packages"].flatMap((folder) =>
    filesBelow(join(ROOT, folder), /\.md$/).map((file) => relative(ROOT, file)),
  );
  return [...root, ...folders].filter((name) => !name.endsWith("CHANGELOG.md"));
}

/** Every fence with a language in a document. */
export function snippetsIn(document: string): Snippet[] {
  const lines = readFileSync(join(ROOT, document), "utf8").split("\n");
  const found: Snippet[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = /^(\s*)(`{3,})([\w-]*)/.exec(lines[index] ?? "");
    if (fence === null) continue;
    const [, indent = "", ticks = "", word = ""] = fence;
    const isEnd = (line: string): boolean => line.trim() === ticks;
    const length = lines.slice(index + 1).findIndex(isEnd);
    if (length < 0) throw new SyntaxError(`${document}:${index + 1}: this fence never ends`);
    const body = lines.slice(index + 1, index + 1 + length);
    const text = body.map((line) => line.replace(indent, "")).join("\n");
    const language = LANGUAGES[word] ?? word;
    if (language !== "") {
      const directive = directiveBefore(lines, index, document);
      found.push({ document, line: index + 2, language, text, ...directive });
    }
    index += length + 1;
  }
  return found;
}

function directiveBefore(
  lines: readonly string[],
  fence: number,
  document: string,
): Pick<Snippet, "mode" | "attributes"> {
  let index = fence - 1;
  while (lines[index]?.trim() === "") index--;
  const comment = /^\s*<!-- snippet: (.*) -->\s*$/.exec(lines[index] ?? "")?.[1];
  if (comment === undefined) return { mode: "types", attributes: {} };
  const where = `${document}:${index + 1}`;
  const [word = "", ...rest] = comment.match(/\w+="[^"]*"|\S+/g) ?? [];
  const mode = MODES.find((known) => known === word);
  if (mode === undefined) throw new SyntaxError(`${where}: "${word}" is not one of ${MODES}`);
  const attributes = rest.map((pair) => {
    const [, name = "", value = ""] = /^(\w+)="?([^"]*)"?$/.exec(pair) ?? [];
    if (ATTRIBUTES.some((known) => known === name)) return [name, value];
    throw new SyntaxError(`${where}: "${pair}" is not one of ${ATTRIBUTES}, each with a value`);
  });
  return { mode, attributes: Object.fromEntries(attributes) };
}

/** A snippet as a whole file: what it continues comes before it, and every line has its own number. */
export function wholeText(snippet: Snippet, neighbours: readonly Snippet[]): string {
  const lines: string[] = [];
  for (const part of chainTo(snippet, neighbours)) {
    for (const [offset, line] of part.text.split("\n").entries()) {
      lines[part.line - 1 + offset] = line;
    }
    const { given } = part.attributes;
    if (given !== undefined) lines[0] = `${given} ${lines[0] ?? ""}`;
  }
  return Array.from(lines, (line) => line ?? "").join("\n");
}

function chainTo(snippet: Snippet, neighbours: readonly Snippet[]): Snippet[] {
  const { after } = snippet.attributes;
  if (after === undefined) return [snippet];
  return [...chainTo(named(after, neighbours, snippet), neighbours), snippet];
}

function named(name: string, neighbours: readonly Snippet[], user: Snippet): Snippet {
  const found = neighbours.find(({ attributes }) => attributes.name === name);
  if (found !== undefined && found.line < user.line) return found;
  throw new SyntaxError(`${user.document}:${user.line}: no earlier snippet has name=${name}`);
}
