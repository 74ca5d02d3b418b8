import type { ObjectShape, OutputShape, PlainKind } from "../observed-outputs/output-shape.js";
import { indexBeside } from "./index-beside.js";
import { typeName } from "./type-names.js";
import {
  BOOLEAN,
  type Member,
  NULL,
  NUMBER,
  type ObjectType,
  type PlainType,
  STRING,
  type TypeNode,
  UNKNOWN,
} from "./type-node.js";
import { unionOf } from "./union-of.js";

const PLAIN: Readonly<Record<PlainKind, PlainType>> = {
  boolean: BOOLEAN,
  null: NULL,
  number: NUMBER,
  string: STRING,
};

/** The type of a shape that was observed. */
export function typeOfShape({ kinds, items, object }: OutputShape, hint: string): TypeNode {
  const types: TypeNode[] = kinds.map((kind) => PLAIN[kind]);
  if (items !== undefined) types.push({ kind: "array", item: typeOfShape(items, `${hint}Item`) });
  if (object !== undefined) types.push(typeOfObject(object, hint));
  return types.length === 0 ? UNKNOWN : unionOf(types);
}

function typeOfObject(object: ObjectShape, hint: string): ObjectType {
  const { fields, seen, values } = object;
  const index = values === undefined ? undefined : typeOfShape(values, `${hint}Value`);
  // In objects that seem to lack the field it may have been taken for data.
  const hidden = object.hidesNames && index !== undefined ? [index] : [];
  const members: Member[] = [...fields].map(([name, field]) => {
    const type = typeOfShape(field.shape, typeName(name));
    const optional = field.seen < seen;
    return { name, type: optional ? unionOf([type, ...hidden]) : type, optional, doc: undefined };
  });
  return {
    kind: "object",
    members,
    index: index === undefined ? undefined : indexBeside(members, index),
    indexNote: undefined,
    more: 0,
    hint,
  };
}
