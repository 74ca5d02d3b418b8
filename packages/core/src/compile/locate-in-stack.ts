import { CODE_FILE_NAME } from "../protocol/code-file-name.js";
import type { CompiledCode, Position } from "./compiled-code.js";

const FRAME = new RegExp(`${CODE_FILE_NAME}:(\\d+)(?::(\\d+))?`, "g");

/** The innermost place of a stack text that lies in the model's own code. */
export function locateInStack(stack: string, compiled: CompiledCode): Position | undefined {
  for (const [, line, column] of stack.matchAll(FRAME)) {
    const position = compiled.locate({ line: Number(line), column: Number(column ?? 1) });
    if (position !== undefined) return position;
  }
  return undefined;
}
