import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { CodeError } from "./code-error.js";
import type { Position } from "./compiled-code.js";

/** TypeScript as the JavaScript it stands for. */
export interface StrippedCode {
  readonly code: string;
  locate(position: Position): Position | undefined;
}

/** What `@swc/wasm-typescript` throws: no Error, but a plain object. Its columns count from 0. */
interface SwcDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
}

const HEAD = "(async () => {";
const FOOT = "\n})";

/**
 * Removes the types of code that is the body of an async function. Types are blanked in place, which
 * keeps every line and column; only code with enums or the like is printed anew and mapped back.
 *
 * @throws CodeError where the code is no TypeScript either; what the import of the compiler throws.
 */
export async function stripTypes(body: string): Promise<StrippedCode> {
  // Bundlers give what is no ES module a default export, and not always named ones.
  const { transformSync } = (await import("@swc/wasm-typescript")).default;
  const source = HEAD + body + FOOT;
  try {
    const { code } = transformSync(source, { mode: "strip-only" });
    return {
      code: code.slice(HEAD.length, code.lastIndexOf(FOOT)),
      locate: (position) => position,
    };
  } catch (diagnostic) {
    if ((diagnostic as SwcDiagnostic).code !== "UnsupportedSyntax") throw codeError(diagnostic);
  }
  try {
    const { code, map } = transformSync(source, { mode: "transform", sourceMap: true });
    return unwrapTransformed(code, map ?? "");
  } catch (diagnostic) {
    throw codeError(diagnostic);
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
  const { message, startLine, startColumn } = thrown as Partial<SwcDiagnostic>;
  if (typeof message !== "string" || startLine === undefined || startColumn === undefined) {
    return new CodeError("The code is neither JavaScript nor TypeScript", undefined);
  }
  return new CodeError(message, inBody(startLine, startColumn));
}
