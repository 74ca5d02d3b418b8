import { CodeError } from "./code-error.js";
import type { CompiledCode, Position } from "./compiled-code.js";
import { positionAt } from "./edited-text.js";
import { type ParsedScript, type ParseFailure, parseScript } from "./parse-script.js";
import { startsWithFence, stripFences } from "./strip-fences.js";
import { stripTypes } from "./strip-types.js";
import { DEFAULT_EXPORT, wrapCode } from "./wrap-code.js";

/** Reads as a comparison in JavaScript and as type arguments in TypeScript: `parse<Issue[]>(text)`. */
const TYPE_ARGUMENTS = /\w<[\w\s,.|&[\]<>{}:;"']+>\s*\(/;

const NO_IMPORTS =
  "modules cannot be imported in the sandbox. Tools are there already: await server.tool(args); " +
  "search_tools(query) finds them";

/**
 * Makes the text a model sent ready for the guest: markdown fences, `export default`, a missing
 * `return` and TypeScript are understood, and no line changes its number.
 *
 * @throws CodeError `CODE_INVALID` with the place in the text.
 */
export async function compileCode(text: string): Promise<CompiledCode> {
  if (typeof text !== "string") {
    throw new CodeError(`The code must be a string, not ${typeof text}`, undefined);
  }
  const source = text.replace(/^\uFEFF/, "");
  if (startsWithFence(source)) return compileBody(source, stripFences(source));
  try {
    return await compileBody(source, source);
  } catch (error) {
    const unfenced = stripFences(source);
    if (unfenced === source || !(error instanceof CodeError)) throw error;
    return compileBody(source, unfenced);
  }
}

async function compileBody(source: string, text: string): Promise<CompiledCode> {
  if (text.trim() === "") {
    throw new CodeError("There is no code to run: the text is empty", undefined);
  }
  const { body, parsed } = withoutExports(text.replace(/^#!/, "//"));
  if ("program" in parsed && parsed.readsAsFence) {
    throw new CodeError("The code contains a markdown fence", undefined);
  }
  if ("program" in parsed && !TYPE_ARGUMENTS.test(body)) {
    return assemble(source, body, parsed, (position) => position);
  }
  try {
    const stripped = await stripTypes(body);
    const script = parseScript(stripped.code);
    if (!("program" in script)) throw failureOf(stripped.code, script);
    return assemble(source, stripped.code, script, stripped.locate);
  } catch (error) {
    if ("program" in parsed) return assemble(source, body, parsed, (position) => position);
    if (!(error instanceof CodeError)) throw error;
    throw betterOf(failureOf(body, parsed), error, body);
  }
}

function assemble(
  source: string,
  body: string,
  script: ParsedScript,
  locate: (position: Position) => Position | undefined,
): CompiledCode {
  if (script.dynamicImport !== undefined) {
    const position = locate(positionAt(body, script.dynamicImport.start));
    throw new CodeError(`import() is not available: ${NO_IMPORTS}`, position);
  }
  const wrapped = wrapCode(body, script);
  return {
    code: wrapped.code,
    source,
    locate(position) {
      const inBody = wrapped.locate(position);
      return inBody === undefined ? undefined : locate(inBody);
    },
  };
}

interface ExportFree {
  readonly body: string;
  readonly parsed: ParsedScript | ParseFailure;
}

/** Blanks `export` and imports of types, and turns `export default` into a `return` of the same length. */
function withoutExports(text: string): ExportFree {
  let body = text;
  let parsed = parseScript(body);
  while (!("program" in parsed)) {
    const { offset } = parsed;
    if (!/^export\b/.test(body.slice(offset))) break;
    body = body.slice(0, offset) + body.slice(offset).replace(EXPORT, blankExport);
    parsed = parseScript(body);
  }
  if (!("program" in parsed)) {
    body = body.replace(EXPORTS, blankExport).replace(TYPE_IMPORTS, blank);
  }
  return { body, parsed };
}

const EXPORT = /^export(\s+default\b)?/;
/** Where types hide the exports from the parser, they are known by standing first in their line. */
const EXPORTS = /^export(\s+default\b)?/gm;

/** TypeScript takes them out, whatever there is at the other end. */
const TYPE_IMPORTS = /^import\s+type\s[^'"]{0,2000}?\sfrom\s*(["'])[^"'\n]*\1;?/gm;

function blankExport(found: string, isDefault: string | undefined): string {
  const kept = isDefault === undefined ? "" : DEFAULT_EXPORT;
  return kept + blank(found.slice(kept.length));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function failureOf(body: string, { message, offset }: ParseFailure): CodeError {
  const position = positionAt(body, offset);
  if (/^import\b/.test(body.slice(offset))) {
    return new CodeError(`import is not available: ${NO_IMPORTS}`, position);
  }
  const isAtEnd = offset >= body.trimEnd().length;
  const better = isAtEnd ? INCOMPLETE : UNAVAILABLE.find(([words]) => words.test(message))?.[1];
  return new CodeError(better ?? message, position);
}

const INCOMPLETE =
  "Unexpected end: the code stops in the midst of something, such as an open bracket";

const UNAVAILABLE: readonly (readonly [RegExp, string])[] = [
  [/^Unexpected character '@'/, "Unexpected character '@': decorators are not available"],
  [/^(Await )?using /i, "using cannot stand outside of functions: use try and finally"],
];

/** Of two parsers' complaints the one that got further into the text is about the real mistake. */
function betterOf(javascript: CodeError, other: CodeError, body: string): CodeError {
  if (other.position === undefined) return javascript;
  if (other.position.line > body.split("\n").length) return javascript;
  const a = javascript.position ?? { line: 0, column: 0 };
  const b = other.position;
  return b.line > a.line || (b.line === a.line && b.column > a.column) ? other : javascript;
}
