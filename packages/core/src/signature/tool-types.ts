import type { ToolDefinition } from "../contract/tool.js";
import type { OutputShape } from "../observed-outputs/output-shape.js";
import { isRecord } from "./json-values.js";
import { otherProperties } from "./others-of.js";
import { SchemaReader } from "./schema-reader.js";
import { typeOfShape } from "./shape-type.js";
import { typeName } from "./type-names.js";
import { ANY_OBJECT, type TypeNode, UNKNOWN } from "./type-node.js";

/** The types of a tool's one argument and of its result. */
export interface ToolTypes {
  readonly args: TypeNode;
  /** "none": the tool takes no arguments. "optional": every property of the one argument is optional. */
  readonly need: "none" | "optional" | "required";
  readonly result: TypeNode;
  /** Set for a result that was not declared but seen. */
  readonly isObserved: boolean;
}

export function readToolTypes(tool: ToolDefinition, observed?: OutputShape): ToolTypes {
  const { inputSchema, outputSchema, name } = tool;
  const args = SchemaReader.read(inputSchema, `${typeName(name)}Args`);
  const need = needOf(args, inputSchema);
  const hint = `${typeName(name)}Result`;
  if (outputSchema !== undefined) {
    return { args, need, result: SchemaReader.read(outputSchema, hint), isObserved: false };
  }
  if (observed === undefined) return { args, need, result: UNKNOWN, isObserved: false };
  return { args, need, result: typeOfShape(observed, hint), isObserved: true };
}

function needOf(args: TypeNode, schema: unknown): ToolTypes["need"] {
  let type = args;
  while (type.kind === "reference") type = type.to.type;
  if (type === ANY_OBJECT) {
    const isOpen = isRecord(schema) && (otherProperties(schema) ?? false) !== false;
    return isOpen ? "optional" : "none";
  }
  if (type.kind !== "object") return type === UNKNOWN ? "none" : "required";
  if (type.members.length === 0 && type.index === undefined) return "none";
  return type.members.every(({ optional }) => optional) ? "optional" : "required";
}
