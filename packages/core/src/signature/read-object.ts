import type { JsonSchema } from "../contract/tool.js";
import { indexBeside } from "./index-beside.js";
import { isRecord, listOf, own } from "./json-values.js";
import { otherProperties } from "./others-of.js";
import { plainText } from "./plain-text.js";
import type { SchemaReader } from "./schema-reader.js";
import { typeName } from "./type-names.js";
import { ANY_OBJECT, type Member, type ObjectType, type TypeNode, UNKNOWN } from "./type-node.js";
import { unionOf } from "./union-of.js";

/** Property names that an enumeration gives are written out up to this number. */
const MAX_LISTED_NAMES = 40;
/** Longer patterns of property names tell a reader nothing. */
const MAX_PATTERN = 60;

/** The type of an object: its properties, and what its other properties are like. */
export function readObject(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
): TypeNode {
  const required = new Set(listOf(schema["required"]).filter((name) => typeof name === "string"));
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  const members: Member[] = [];
  const names = Object.keys(properties);
  for (const name of names) {
    if (reader.isExhausted) break;
    const property = own(properties, name);
    members.push({
      name,
      type: reader.read(property, depth + 1, typeName(name)),
      optional: !required.delete(name),
      doc: reader.documentationOf(property),
    });
  }
  const more = names.length - members.length;
  const listed = listedNames(schema).filter((name) => !Object.hasOwn(properties, name));
  for (const name of new Set([...required, ...listed].slice(0, MAX_LISTED_NAMES))) {
    const type = unlistedType(reader, schema, depth, hint) ?? UNKNOWN;
    members.push({ name, type, optional: !required.has(name), doc: undefined });
  }
  const index = more > 0 ? UNKNOWN : indexOf(reader, schema, depth, hint, listed.length > 0);
  if (members.length === 0 && (index === undefined || index === UNKNOWN) && more === 0) {
    return isClosed(schema) ? emptyObject(hint) : ANY_OBJECT;
  }
  return {
    kind: "object",
    members,
    index: index === undefined ? undefined : indexBeside(members, index),
    indexNote: patternNote(schema),
    isIndexOfSome: index !== undefined && schema["additionalProperties"] === undefined,
    more,
    hint,
  };
}

function indexOf(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
  areNamesListed: boolean,
): TypeNode | undefined {
  const types = patternTypes(reader, schema, depth, hint);
  const other = areNamesListed ? undefined : otherType(reader, schema, depth, hint);
  if (other !== undefined) types.push(other);
  return types.length === 0 ? undefined : unionOf(types);
}

/** What a property is like that `properties` does not name, and that may match a pattern or none. */
function unlistedType(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
): TypeNode | undefined {
  const other = otherType(reader, schema, depth, hint);
  if (other === undefined && schema["additionalProperties"] !== false) return undefined;
  const types = patternTypes(reader, schema, depth, hint);
  if (other !== undefined) types.push(other);
  return types.length === 0 ? undefined : unionOf(types);
}

function patternTypes(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
): TypeNode[] {
  const patterns = isRecord(schema["patternProperties"]) ? schema["patternProperties"] : {};
  const types: TypeNode[] = [];
  for (const pattern of Object.keys(patterns)) {
    if (reader.isExhausted) return [UNKNOWN];
    types.push(reader.read(own(patterns, pattern), depth + 1, `${hint}Value`));
  }
  return types;
}

/** What properties that nothing names are like; `undefined` where there may be none or nothing is said. */
function otherType(
  reader: SchemaReader,
  schema: JsonSchema,
  depth: number,
  hint: string,
): TypeNode | undefined {
  const other = otherProperties(schema);
  if (other === undefined || other === false) return undefined;
  return reader.read(other, depth + 1, `${hint}Value`);
}

function listedNames(schema: JsonSchema): string[] {
  const names = isRecord(schema["propertyNames"]) ? listOf(schema["propertyNames"]["enum"]) : [];
  if (names.length > MAX_LISTED_NAMES) return [];
  return names.filter((name) => typeof name === "string");
}

/** What other names are like, if all are: a schema for those that no pattern is for lets any name be. */
function patternNote(schema: JsonSchema): string | undefined {
  const patterns = isRecord(schema["patternProperties"]) ? schema["patternProperties"] : {};
  if ((otherProperties(schema) ?? false) !== false) return undefined;
  const all = Object.keys(patterns).join(" or ");
  const plain = all.length > MAX_PATTERN ? "" : plainText(all);
  return plain === "" ? undefined : `names like ${plain}`;
}

function isClosed(schema: JsonSchema): boolean {
  const { properties, additionalProperties } = schema;
  return (
    additionalProperties === false || (isRecord(properties) && additionalProperties === undefined)
  );
}

function emptyObject(hint: string): ObjectType {
  return { kind: "object", members: [], index: undefined, indexNote: undefined, more: 0, hint };
}
