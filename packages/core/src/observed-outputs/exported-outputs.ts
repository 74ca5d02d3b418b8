import type { ObjectShape, OutputShape, PlainKind } from "./output-shape.js";

/** What a client has learned of its tools' results, as JSON: shapes without any value. */
export interface ExportedOutputs {
  version: 1;
  tools: ExportedTool[];
}

export interface ExportedTool {
  server: string;
  tool: string;
  /** Tells whether the tool is still defined as it was; if it is not, its shape is not used. */
  fingerprint: string;
  /** Successful results seen. */
  results: number;
  shape: ExportedShape;
}

export interface ExportedShape {
  kinds?: PlainKind[];
  items?: ExportedShape;
  object?: ExportedObject;
}

export interface ExportedObject {
  /** Objects seen. */
  seen: number;
  /** By name: how often the field was there, and its shape. */
  fields: Record<string, [seen: number, shape: ExportedShape]>;
  /** The shape of all values whose keys were data. */
  values?: ExportedShape;
  /** There where keys formed like names are among these. */
  hidesNames?: true;
}

export function exportShape({ kinds, items, object }: OutputShape): ExportedShape {
  const exported: ExportedShape = {};
  if (kinds.length > 0) exported.kinds = [...kinds];
  if (items !== undefined) exported.items = exportShape(items);
  if (object !== undefined) exported.object = exportObject(object);
  return exported;
}

function exportObject({ seen, fields, values, hidesNames }: ObjectShape): ExportedObject {
  const entries = [...fields].map(([name, { seen, shape }]) => [name, [seen, exportShape(shape)]]);
  const exported: ExportedObject = { seen, fields: Object.fromEntries(entries) };
  if (values !== undefined) exported.values = exportShape(values);
  if (hidesNames) exported.hidesNames = true;
  return exported;
}
