import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { CodeError } from "./code-error.js";
import type { Position } from "./compiled-code.js";
import { keepSemicolons } from "./keep-semicolons.js";
import { partMembers } from "./part-members.js";
import { tooManyParts, tooMuchToPrint } from "./printing-limits.js";
import { type SwcDiagnostic, SwcTransform } from "./swc-transform.js";

/** TypeScript as the JavaScript it stands for. */
export interface StrippedCode {
  readonly code: string;
  locate(position: Position): Position | undefined;
}

/** The compiler takes time that is quadratic to the length of some code, and the host waits for it. */
const MOST_TYPED = 256 * 1024;
const TOO_LONG = `TypeScript of more than ${MOST_TYPED} characters is not compiled: send JavaScript, or less`;

/** The compiler blanks `as const` in place, but leaves this form of it where it stands. */
const CONST_ASSERTION = /<\s*const\s*>/;

const HEAD = "(async () => {";
const FOOT = "\n})";

/**
 * Removes the types of code that is the body of an async function. Types are blanked in place, which
 * keeps every line and column; only code with enums or the like is printed anew and mapped back.
 *
 * @throws CodeError where the code is no TypeScript either, without a place where it is too long, too much to
 * print, or too much for the compiler; what the import of the compiler throws.
 */
export async function stripTypes(body: string): Promise<StrippedCode> {
  if (body.length > MOST_TYPED) throw new CodeError(TOO_LONG, undefined);
  const swc = await SwcTransform.load();
  const parses = (code: string): boolean => isTypeScript(swc, HEAD + code + FOOT);
  const tooMany = tooManyParts(body, parses);
  if (tooMany !== undefined) throw new CodeError(tooMany, undefined);
  const source = HEAD + body + FOOT;
  try {
    const { code } = swc.transform(source, { mode: "strip-only" });
    if (!CONST_ASSERTION.test(code)) {
      const kept = partMembers(source, keepSemicolons(source, code));
      return {
        code: kept.slice(HEAD.length, kept.lastIndexOf(FOOT)),
        locate: (position) => position,
      };
    }
  } catch (thrown) {
    if ((thrown as SwcDiagnostic).code !== "UnsupportedSyntax") throw codeError(thrown);
  }
  const tooMuch = tooMuchToPrint(body, parses);
  if (tooMuch !== undefined) throw new CodeError(tooMuch, undefined);
  try {
    const { code, map } = swc.transform(source, { mode: "transform", sourceMap: true });
    return unwrapTransformed(code, map ?? "");
  } catch (thrown) {
    throw codeError(thrown);
  }
}

function isTypeScript(swc: SwcTransform, source: string): boolean {
  try {
    swc.transform(source, { mode: "strip-only" });
    return true;
  } catch (thrown) {
    return (thrown as SwcDiagnostic).code === "UnsupportedSyntax";
  }
}

/** Takes the body out of the printed function: it begins on the line after the opening brace. */
function unwrapTransformed(code: string, map: string): StrippedCode {
  const start = code.indexOf("{") + 1;
  const trace = new TraceMap(map);
  return {
    code: code.slice(start, code.lastIndexOf("}")),
    locate({ line, column }) {
      const shift = line === 1 ? start : 0;
      const found = originalPositionFor(trace, { line, column: column - 1 + shift });
      return found.line === null ? undefined : inBody(found.line, found.column);
    },
  };
}

function inBody(line: number, column: number): Position {
  return { line, column: Math.max(1, (line === 1 ? column - HEAD.length : column) + 1) };
}

function codeError(thrown: unknown): CodeError {
  if (thrown instanceof CodeError) return thrown;
  const { message, startLine, startColumn } = thrown as SwcDiagnostic;
  return new CodeError(message, inBody(startLine, startColumn));
}
