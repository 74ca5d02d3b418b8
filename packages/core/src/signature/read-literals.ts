import type { JsonSchema } from "../contract/tool.js";
import { literalText } from "./literal-text.js";
import { kindsOf } from "./schema-kinds.js";
import { type Literal, NULL, type TypeNode, UNKNOWN } from "./type-node.js";
import { literalsOf, unionOf } from "./union-of.js";
import { typeOfValue, widerType } from "./value-type.js";

/** The most literals of one enumeration that are kept. */
const MAX_LITERALS = 200;
/** An enumeration of more objects and arrays tells only that they are such. */
const MAX_NESTED = 20;

/** The type that `const` or `enum` gives; `undefined` for a schema with neither. */
export function readLiterals(schema: JsonSchema): TypeNode | undefined {
  if (Object.hasOwn(schema, "const")) return typeOfValues([schema["const"]]);
  const values = schema["enum"];
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const allowed = values.filter((value) => isOfType(value, schema));
  // Where none is, the type is likelier to be the mistake.
  return typeOfValues(allowed.length > 0 ? allowed : values);
}

/** False for a value that the schema's `type` rules out, such as a null among strings. */
function isOfType(value: unknown, schema: JsonSchema): boolean {
  if (schema["type"] === undefined) return true;
  const kinds = kindsOf(schema);
  if (kinds.includes(UNKNOWN)) return true;
  if (value === null) return kinds.includes(NULL);
  if (Array.isArray(value)) return kinds.includes("array");
  if (typeof value === "object") return kinds.includes("object");
  return kinds.some((kind) => typeof kind === "object" && kind.text === typeof value);
}

function typeOfValues(values: readonly unknown[]): TypeNode {
  const literals = new Map<string, Literal>();
  const widened = new Set<string>();
  const others = new Map<string, TypeNode>();
  const areFew = values.filter(isNested).length <= MAX_NESTED;
  let more = 0;
  for (const value of values) {
    const text = literalText(value);
    if (text === undefined || value === null) {
      const { key, type } = areFew ? typeOfValue(value) : widerType(value);
      others.set(key, type);
      continue;
    }
    widened.add(typeof value);
    if (literals.size < MAX_LITERALS) literals.set(text, { text });
    else if (!literals.has(text)) more++;
  }
  if (literals.size === 0) return unionOf([...others.values()]);
  const found = literalsOf([...literals.values()], literals.size + more, [...widened]);
  return unionOf([found, ...others.values()]);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
