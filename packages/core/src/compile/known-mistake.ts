import { tokTypes } from "acorn";
import { CodeError } from "./code-error.js";
import { CodeParser } from "./code-parser.js";
import { isMarkup, markupStart } from "./markup-start.js";
import { TextLines } from "./text-lines.js";

const OPEN_STRING =
  "Unterminated string: its line ends before the quote that closes it. Write \\n for the end of a line, " +
  "or put the text in backticks";

const NO_JSX = "JSX is not available: make markup as a string, in backticks";

const NO_TAGS = `${NO_JSX}. If the tag is no part of the code, send the code alone`;

/** Markup in the place of an expression, which is where the parser of JavaScript gives up. */
export function markupAt(body: string, offset: number): CodeError | undefined {
  if (!isMarkup(body, offset)) return undefined;
  const isFirst = body.slice(0, offset).trim() === "";
  return new CodeError(isFirst ? NO_TAGS : NO_JSX, new TextLines(body).positionAt(offset));
}

/**
 * Mistakes that parsers notice behind the place where they are, if at all: `offset` is where the compiler of
 * TypeScript gave up.
 */
export function knownMistake(body: string, offset: number): CodeError | undefined {
  const lines = new TextLines(body);
  const tag = markupStart(body, offset);
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
