/**
 * The shape of values that were seen: the kinds they had and the names of their properties, never a
 * value. Shapes are not changed once made.
 */
export interface OutputShape {
  /** The kinds of plain values: "string", "number", "boolean", "null". */
  readonly kinds: readonly PlainKind[];
  /** The shape of all elements of the arrays seen; an array that was always empty has `EMPTY_SHAPE`. */
  readonly items?: OutputShape | undefined;
  readonly object?: ObjectShape | undefined;
}

export type PlainKind = "boolean" | "null" | "number" | "string";

/** Objects as records, with fields, or as dictionaries, whose keys are data and are not kept. */
export interface ObjectShape {
  /** How many objects have been seen. */
  readonly seen: number;
  readonly fields: ReadonlyMap<string, FieldShape>;
  /** The shape of all values whose keys are not kept. */
  readonly values?: OutputShape | undefined;
  /** True where keys formed like names are among those that are not kept: any field may have been one. */
  readonly hidesNames?: boolean | undefined;
}

export interface FieldShape {
  readonly shape: OutputShape;
  /** In how many of the objects it was. */
  readonly seen: number;
}

export const PLAIN_KINDS: readonly PlainKind[] = ["string", "number", "boolean", "null"];

/** The shape of nothing: what merging begins with. */
export const EMPTY_SHAPE: OutputShape = { kinds: [] };

/** Bounds of every shape; what lies beyond is not learned and reads `unknown`. */
export const SHAPE_LIMITS = {
  /** Objects and arrays inside each other. */
  depth: 6,
  /** Values looked at in one result. */
  visits: 200,
  /** Elements looked at in one array. */
  elements: 8,
  /** Shapes one tool's shape consists of. */
  nodes: 300,
  /** Fields of one object; with more it is taken for a dictionary. */
  fields: 80,
} as const;
