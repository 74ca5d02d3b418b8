import { tokTypes } from "acorn";
import { CodeError } from "./code-error.js";
import { CodeParser } from "./code-parser.js";
import { TextLines } from "./text-lines.js";

const OPEN_STRING =
  "Unterminated string: its line ends before the quote that closes it. Write \\n for the end of a line, " +
  "or put the text in backticks";

const NO_JSX = "JSX is not available: make markup as a string, in backticks";

/**
 * Mistakes that parsers notice behind the place where they are, if at all: `offset` is where the compiler of
 * TypeScript gave up.
 */
export function knownMistake(body: string, offset: number): CodeError | undefined {
  const lines = new TextLines(body);
  const tag = tagBefore(body, offset);
  if (tag !== undefined) return new CodeError(NO_JSX, lines.positionAt(tag));
  const quote = openString(body);
  if (quote === undefined || quote > offset) return undefined;
  // It is found at the latest in the line that the string was meant to go on in.
  const between = body.slice(body.indexOf("\n", quote), offset).trimStart();
  return between.includes("\n") ? undefined : new CodeError(OPEN_STRING, lines.positionAt(quote));
}

/** Where the first string begins that does not end with its line. */
function openString(body: string): number | undefined {
  const parser = new CodeParser({ ecmaVersion: "latest" }, body);
  try {
    while (parser.getToken().type !== tokTypes.eof);
    return undefined;
  } catch (error) {
    const { message, pos } = error as SyntaxError & { pos: number };
    return message.startsWith("Unterminated string") ? pos : undefined;
  }
}

/** Where markup stands in the place of an expression, if that is what the compiler stopped in. */
function tagBefore(body: string, offset: number): number | undefined {
  const start = body.lastIndexOf("<", offset);
  if (start < 0) return undefined;
  TAG.lastIndex = start;
  const [, slash, name] = TAG.exec(body) ?? [];
  if (name === undefined) return undefined;
  // What closes a fragment can be read to its end, and lacks what it would compare.
  const end = start + (name === "" ? "</>".length : 1);
  if (slash !== "") return offset > start && offset <= end ? start : undefined;
  const isClosed = body.includes(`</${name}`, start) || ALONE.test(body.slice(start));
  const before = body.slice(Math.max(0, start - LONGEST_GAP), start);
  return isClosed && OPERATOR.test(before) ? start : undefined;
}

const LONGEST_GAP = 100;
const TAG = /<(\/?)([A-Za-z][\w.:-]*(?=[\s/>])|(?=>))/y;
const ALONE = /^<[^<>]*\/>/;
const OPERATOR = /(?:^|[(=?:&|,>{[]|(?<![\w$.])(?:return|default))\s*$/;
