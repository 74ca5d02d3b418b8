import { parse } from "acorn";
import { CodeError } from "./code-error.js";
import { parseScript } from "./parse-script.js";
import { type SwcDiagnostic, SwcTransform } from "./swc-transform.js";

/** Where a parser gave up, counted in characters from 0. */
interface GivenUp {
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

/**
 * True for code that is not wrong so far, and goes on: a parser, of JavaScript or of TypeScript, is content
 * with it up to its end, and there wants more. It is never run.
 */
export async function isUnfinished(code: string): Promise<boolean> {
  const script = parseScript(code);
  if ("program" in script) return false;
  if (endsTooSoon(code, script)) return true;
  const module = moduleFailure(code);
  if (module === undefined) return false;
  if (endsTooSoon(code, module)) return true;
  return typesEndTooSoon(code);
}

/** For `export default`, which is understood. */
function moduleFailure(code: string): GivenUp | undefined {
  try {
    const allowed = { allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true };
    parse(code, { ecmaVersion: "latest", sourceType: "module", ...allowed });
    return undefined;
  } catch (error) {
    const { message, pos } = error as SyntaxError & { pos: number };
    return { message, offset: pos };
  }
}

async function typesEndTooSoon(code: string): Promise<boolean> {
  const swc = await SwcTransform.load();
  const failureOf = (source: string): GivenUp | undefined => {
    try {
      swc.transform(source, { mode: "transform" });
      return undefined;
    } catch (thrown) {
      if (thrown instanceof CodeError) return undefined;
      const { message, startLine, startColumn } = thrown as SwcDiagnostic;
      return { message, offset: offsetOf(source, startLine, startColumn) };
    }
  };
  if (failureOf(`${FUNCTION}${code}\n}`) === undefined) return false;
  return HEADS.some((head) => {
    const failure = failureOf(head + code);
    return failure !== undefined && endsTooSoon(head + code, failure);
  });
}

function endsTooSoon(code: string, { message, offset }: GivenUp): boolean {
  return OPEN.test(message) || offset >= code.trimEnd().length;
}

/** Of a line from 1, and a column that counts code points from 0. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const points = [...(lines[line - 1] ?? "")];
  return before + points.slice(0, column).join("").length;
}
