import { CodeError } from "./code-error.js";
import type { Position } from "./compiled-code.js";
import { knownMistake, markupAt } from "./known-mistake.js";
import type { ParseFailure } from "./parse-script.js";
import { strayBracket } from "./stray-bracket.js";
import { TOO_DEEP } from "./swc-transform.js";
import { TextLines } from "./text-lines.js";
import { typesEndTooSoon } from "./typed-failure.js";

export const NO_IMPORTS: string =
  "modules cannot be imported in the sandbox. Tools are there already: await server.tool(args); " +
  "search_tools(query) finds them";

const INCOMPLETE =
  "Unexpected end: the code stops in the midst of something, such as an open bracket";

const NO_AWAIT =
  "await can stand only in async functions: write async before the function that it is in";

const NO_EXPORT =
  "export can stand only at the beginning of a line of TypeScript: leave it out, and return the result";

const NO_JUMP =
  "break and continue can stand only in a loop, and not in a function within it, as forEach is given: " +
  "use for…of, or return";

const NO_USING = "using is not available in this sandbox: use try and finally";

const UNAVAILABLE: readonly (readonly [RegExp, string])[] = [
  [/^Unexpected character '@'/, "Unexpected character '@': decorators are not available"],
  [/^(Await )?using /i, "using cannot stand outside of functions: use try and finally"],
];

/** What the parser of JavaScript says of a body, in words that tell what to do where there are any. */
export function failureOf(body: string, failure: ParseFailure): CodeError {
  const { message, offset, isTooDeep } = failure;
  const lines = new TextLines(body);
  if (isTooDeep) return new CodeError(TOO_DEEP, lines.positionAt(offset));
  const isAtEnd = offset >= body.trimEnd().length;
  const before = awaitBefore(body, offset);
  // The function that it is in can end with it: `(id) => await f(id)`.
  const wrongAwait = failure.canAwait && before !== failure.awaitName ? undefined : before;
  if (wrongAwait !== undefined && !isAtEnd) {
    return new CodeError(NO_AWAIT, lines.positionAt(wrongAwait));
  }
  const better = isAtEnd ? INCOMPLETE : UNAVAILABLE.find(([words]) => words.test(message))?.[1];
  const said =
    better ??
    ofJumps(body, offset, message) ??
    ofModules(body, offset) ??
    withSeenCharacter(message);
  return new CodeError(said, lines.positionAt(offset));
}

/** What is said of code that only the engine refuses, for a word that it does not know yet. */
export function engineFailure(message: string, source: string, position: Position): string {
  const offset = new TextLines(source).offsetAt(position) ?? 0;
  const before = source.slice(Math.max(0, offset - LONGEST_GAP), offset);
  return /(?<![\w$.])using\s+$/.test(before) ? NO_USING : message;
}

/**
 * Of what the two parsers say of typed code, what is about the real mistake: that of the one which got
 * further into the text.
 */
export async function betterOf(
  javascript: CodeError,
  typed: CodeError,
  body: string,
): Promise<CodeError> {
  // No type makes it right.
  if (javascript.message === NO_AWAIT || FOREIGN.test(javascript.message)) return javascript;
  if (typed.position === undefined) return javascript;
  const lines = new TextLines(body);
  const first = javascript.position && lines.offsetAt(javascript.position);
  const markup = first === undefined ? undefined : markupAt(body, first);
  if (markup !== undefined) return markup;
  const offset = lines.offsetAt(typed.position);
  if (offset === undefined) return (await failureAtEnd(body)) ?? javascript;
  const { line, column } = javascript.position ?? { line: 0, column: 0 };
  const known = knownMistake(body, offset);
  if (known !== undefined) return known;
  const stray = await strayBracket(body);
  if (stray !== undefined && stray < offset) return unexpectedAt(body, stray);
  const other: Position = typed.position;
  const isFurther = other.line > line || (other.line === line && other.column > column);
  if (!isFurther) return withoutValue(typed, javascript, body) ?? javascript;
  return inOurWords(typed, body, offset);
}

/** A character that stands in no code, such as the colon of Chinese. */
const FOREIGN = /^Unexpected character (?:U\+|'[^\0-\x7f])/;

/** A character such as U+200B, which comes along with copied text, says nothing where it stands for itself. */
function withSeenCharacter(message: string): string {
  const [, character = "", escaped] = CHARACTER.exec(message) ?? [];
  const code = escaped === undefined ? character.codePointAt(0) : Number.parseInt(escaped, 16);
  if (code === undefined || !UNSEEN.test(String.fromCodePoint(code))) return message;
  const number = code.toString(16).toUpperCase().padStart(4, "0");
  return `Unexpected character U+${number}, which cannot be seen: leave it out`;
}

/** The compiler of TypeScript writes some characters by their numbers. */
const CHARACTER = /^Unexpected character '(\\u\{([\da-f]{1,5})\}|.)'/isu;
const UNSEEN = /[\p{C}\p{Z}]/u;

function inOurWords(typed: CodeError, body: string, offset: number): CodeError {
  const { message, position } = typed;
  if (message.startsWith("await isn't allowed")) return new CodeError(NO_AWAIT, position);
  // After the word in a declaration, which can be a name there.
  const name = /semicolon/.test(message) ? awaitBefore(body, offset) : undefined;
  if (name !== undefined) return new CodeError(NO_AWAIT, new TextLines(body).positionAt(name));
  const jump = ofJumps(body, offset, message);
  if (jump !== undefined) return new CodeError(jump, position);
  if (!/module/.test(message)) return new CodeError(withSeenCharacter(message), position);
  return new CodeError(ofModules(body, offset) ?? NO_EXPORT, position);
}

/** What is said of `const a;` has the place of the name, and neither what follows nor a type is the mistake. */
function withoutValue(
  typed: CodeError,
  javascript: CodeError,
  body: string,
): CodeError | undefined {
  if (!/declarations must be initialized/.test(typed.message)) return undefined;
  const { position } = javascript;
  const lines = new TextLines(body);
  const offset = position && lines.offsetAt(position);
  if (offset === undefined) return undefined;
  const name = typed.position && lines.offsetAt(typed.position);
  const isName = name !== undefined && NAME.test(body.slice(name, offset));
  return isName || body[offset] === ":" ? typed : undefined;
}

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*\s*$/u;

/** The mistake of typed code that is found only in what the compiler is given behind it. */
async function failureAtEnd(body: string): Promise<CodeError | undefined> {
  if (await typesEndTooSoon(body)) {
    return new CodeError(INCOMPLETE, new TextLines(body).positionAt(body.trimEnd().length));
  }
  const stray = await strayBracket(body);
  return stray === undefined ? undefined : unexpectedAt(body, stray);
}

function unexpectedAt(body: string, offset: number): CodeError {
  return new CodeError("Unexpected token", new TextLines(body).positionAt(offset));
}

/** Where the `await` stands that makes the parser give up at a place where none may. */
function awaitBefore(body: string, offset: number): number | undefined {
  const before = body.slice(Math.max(0, offset - LONGEST_GAP), offset);
  const found = /(?<![\w$.])await\s+$/.exec(before);
  if (found !== null) return offset - found[0].length;
  return /\bfor\s+$/.test(before) && body.startsWith("await", offset) ? offset : undefined;
}

const LONGEST_GAP = 100;

/** One that names its label may well stand in a loop. */
function ofJumps(body: string, offset: number, message: string): string | undefined {
  if (!/^(?:Unsyntactic|A) '?(?:break|continue)\b/.test(message)) return undefined;
  const label = /^(?:break|continue)[ \t]+([\w$]+)/.exec(body.slice(offset, offset + LONGEST_GAP));
  return label === null ? NO_JUMP : `No label ${label[1]} is around this place`;
}

function ofModules(body: string, offset: number): string | undefined {
  IMPORT.lastIndex = offset;
  if (IMPORT.test(body)) return `import is not available: ${NO_IMPORTS}`;
  EXPORT_FROM.lastIndex = offset;
  return EXPORT_FROM.test(body) ? `export from is not available: ${NO_IMPORTS}` : undefined;
}

const IMPORT = /import(?![\w$])/y;
const EXPORT_FROM = /export\s*(?:\*|\{[^{}]{0,2000}\}\s*from\b)/y;
