import type { JsonSchema } from "../contract/tool.js";
import { otherItems } from "./others-of.js";
import type { SchemaReader } from "./schema-reader.js";
import { type TypeNode, UNKNOWN } from "./type-node.js";

/** The type of an array, or of a tuple: `prefixItems`, or `items` as an array. */
export function readArray(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
): TypeNode {
  const { prefixItems, items } = schema;
  const others = otherItems(schema);
  const inside = depth + 1;
  if (Array.isArray(prefixItems))
    return readTuple(reader, schema, prefixItems, others, inside, hint);
  if (Array.isArray(items)) return readTuple(reader, schema, items, others, inside, hint);
  if (others === undefined) return { kind: "array", item: UNKNOWN };
  return { kind: "array", item: reader.read(others, inside, `${hint}Item`) };
}

function readTuple(
  reader: SchemaReader,
  schema: JsonSchema,
  schemas: readonly unknown[],
  others: unknown,
  depth: number,
  hint: string,
): TypeNode {
  const items: TypeNode[] = [];
  for (const item of schemas) {
    if (reader.isExhausted) break;
    items.push(reader.read(item, depth, `${hint}Item`));
  }
  const isWhole = items.length === schemas.length;
  const { minItems, maxItems } = schema;
  const isClosed = isWhole && (others === false || Number(maxItems) <= items.length);
  const hasRest = others !== undefined && others !== false && !isClosed;
  const rest = hasRest ? reader.read(others, depth, `${hint}Item`) : undefined;
  // Without minItems every item may be missing, by the letter; whoever writes a tuple means all of them.
  const required = typeof minItems === "number" ? Math.max(0, minItems) : items.length;
  return {
    kind: "tuple",
    items,
    required: Math.min(items.length, required),
    rest: isWhole ? rest : UNKNOWN,
    isClosed,
  };
}
