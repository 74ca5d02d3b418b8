import { CodeError } from "./code-error.js";
import { type SwcDiagnostic, SwcTransform } from "./swc-transform.js";

/** Where a parser gave up, counted in characters from 0. */
export interface GivenUp {
  readonly message: string;
  readonly offset: number;
}

/** What begins here ends nowhere. Strings and regular expressions end with their line at the latest. */
const OPEN = /^Unterminated (template|comment|block comment)\b/;

/**
 * Beginnings without an end: the end of the text is where the parser finds something amiss, if not before.
 * Only within a function is there `return`, only outside `export`.
 */
const FUNCTION = "async function code() {";
const HEADS = [FUNCTION, ""] as const;

/** True for TypeScript that is not wrong so far, and goes on. */
export async function typesEndTooSoon(code: string): Promise<boolean> {
  if ((await typedFailure(`${FUNCTION}${code}\n}`)) === undefined) return false;
  for (const head of HEADS) {
    const failure = await typedFailure(head + code);
    if (failure !== undefined && endsTooSoon(head + code, failure)) return true;
  }
  return false;
}

export function endsTooSoon(code: string, { message, offset }: GivenUp): boolean {
  return OPEN.test(message) || offset >= code.trimEnd().length;
}

/** Where the compiler gives up on a source; `undefined` if it does not, or breaks down. */
export async function typedFailure(source: string): Promise<GivenUp | undefined> {
  const swc = await SwcTransform.load();
  try {
    swc.transform(source, { mode: "strip-only" });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof CodeError) return undefined;
    const { code, message, startLine, startColumn } = thrown as SwcDiagnostic;
    // It is TypeScript that would have to be printed anew.
    if (code === "UnsupportedSyntax") return undefined;
    return { message, offset: offsetOf(source, startLine, startColumn) };
  }
}

/** Of a line from 1, and a column from 0. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  return lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column;
}
