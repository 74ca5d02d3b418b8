import type { ToolTypes } from "./tool-types.js";
import { type PrintStyle, printType } from "./type-printer.js";

/** What follows a tool's name in its signature: `(args: { owner: string }): Promise<unknown>`. */
export function printCall(types: ToolTypes, style: PrintStyle, depth = 0): string {
  const { args, need, result, isObserved } = types;
  const parameter =
    need === "none"
      ? ""
      : `args${need === "optional" ? "?" : ""}: ${printType(args, style, depth)}`;
  const mark = isObserved ? "/* observed */ " : "";
  return `(${parameter}): Promise<${mark}${printType(result, style, depth)}>`;
}
