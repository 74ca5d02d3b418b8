import type { PropertyDoc } from "./schema-doc.js";

/** A TypeScript type before it is printed. */
export type TypeNode =
  | PlainType
  | LiteralsType
  | ArrayType
  | TupleType
  | ObjectType
  | CombinedType
  | ReferenceType;

/** A type that is one word: `string`, `unknown`. */
export interface PlainType {
  readonly kind: "plain";
  readonly text: string;
  /** Why the type says no more; printed as a comment. */
  readonly note?: string;
}

/** A union of literals. */
export interface LiteralsType {
  readonly kind: "literals";
  readonly values: readonly Literal[];
  /** How many there are; `values` may hold only the first of them. */
  readonly total: number;
  /** The type to fall back on where there are too many: `string`. */
  readonly widened: string;
}

export interface Literal {
  readonly text: string;
  readonly description?: string | undefined;
}

export interface ArrayType {
  readonly kind: "array";
  readonly item: TypeNode;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly items: readonly TypeNode[];
  /** How many items must be there; the others are optional. */
  readonly required: number;
  readonly rest: TypeNode | undefined;
  /** True where further items are refused, and not only unmentioned. */
  readonly isClosed?: boolean;
}

export interface ObjectType {
  readonly kind: "object";
  readonly members: readonly Member[];
  /** The type of all other properties, where they are allowed for. */
  readonly index: TypeNode | undefined;
  /** What the names of the other properties are like; printed as a comment. */
  readonly indexNote: string | undefined;
  /** True where only names like some are of that type, and others may be of any. */
  readonly isIndexOfSome?: boolean;
  /** Members there would be beyond those that are here. */
  readonly more: number;
  /** What to call the type if it needs a name. */
  readonly hint: string;
}

export interface Member {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
  readonly doc: PropertyDoc | undefined;
}

export interface CombinedType {
  readonly kind: "union" | "intersection";
  readonly parts: readonly TypeNode[];
}

export interface ReferenceType {
  readonly kind: "reference";
  readonly to: Definition;
}

/** A schema that others refer to. Its type is set once it has been read. */
export interface Definition {
  /** What to call it; unique in its document. */
  readonly hint: string;
  type: TypeNode;
}

export const UNKNOWN: PlainType = { kind: "plain", text: "unknown" };
export const NEVER: PlainType = { kind: "plain", text: "never" };
export const NULL: PlainType = { kind: "plain", text: "null" };
export const STRING: PlainType = { kind: "plain", text: "string" };
export const NUMBER: PlainType = { kind: "plain", text: "number" };
export const BOOLEAN: PlainType = { kind: "plain", text: "boolean" };
export const ANY_OBJECT: PlainType = { kind: "plain", text: "Record<string, unknown>" };

export function unknownBecause(note: string): PlainType {
  return { kind: "plain", text: "unknown", note };
}

/** The types that stand directly inside a type, references not followed. */
export function childrenOf(node: TypeNode): readonly TypeNode[] {
  switch (node.kind) {
    case "array":
      return [node.item];
    case "tuple":
      return node.rest === undefined ? node.items : [...node.items, node.rest];
    case "object": {
      const types = node.members.map(({ type }) => type);
      return node.index === undefined ? types : [...types, node.index];
    }
    case "union":
    case "intersection":
      return node.parts;
    default:
      return [];
  }
}
