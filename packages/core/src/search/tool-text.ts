import type { ToolInfo } from "../contract/executor-host.js";
import { DESCRIPTION, NAME, PROPERTIES, PROPERTY_TEXTS, SERVER } from "./ranking-weights.js";

/** Receives a piece of a tool's text, with the number of its field. */
export type TextSink = (field: number, text: string) => void;

const MAX_DEPTH = 5;
const MAX_SCHEMAS = 400;
const MAX_CHOICES = 40;
const MAX_TEXT = 2_000;
const MAX_DESCRIPTION = 8_000;
const LISTS = ["anyOf", "oneOf", "allOf", "prefixItems"] as const;

/**
 * Takes a tool apart. Nothing of it is trusted: a schema may be huge, cyclic or no schema at all.
 * Pieces come in no order of fields.
 */
export function readToolText(tool: ToolInfo, server: string, emit: TextSink): void {
  emit(NAME, tool.name);
  emit(SERVER, server);
  const title: unknown = tool.title ?? tool.annotations?.title;
  if (typeof title === "string") emit(DESCRIPTION, title.slice(0, MAX_TEXT));
  const description: unknown = tool.description;
  if (typeof description === "string") emit(DESCRIPTION, description.slice(0, MAX_DESCRIPTION));
  new SchemaReader(emit).read(tool.inputSchema, 0);
}

class SchemaReader {
  readonly #emit: TextSink;
  #schemas = 0;

  constructor(emit: TextSink) {
    this.#emit = emit;
  }

  read(schema: unknown, depth: number): void {
    if (!isObject(schema) || depth > MAX_DEPTH || this.#schemas++ > MAX_SCHEMAS) return;
    const { description, enum: choices, properties, items } = schema;
    // The root's own description is the tool's.
    if (depth > 0 && typeof description === "string") this.#text(description);
    if (Array.isArray(choices)) {
      for (const choice of choices.slice(0, MAX_CHOICES)) {
        if (typeof choice === "string") this.#text(choice);
      }
    }
    if (isObject(properties)) this.#readProperties(properties, depth);
    this.read(items, depth + 1);
    for (const key of LISTS) {
      const list = schema[key];
      if (Array.isArray(list)) for (const one of list) this.read(one, depth + 1);
    }
  }

  #readProperties(properties: Record<string, unknown>, depth: number): void {
    for (const name of Object.keys(properties)) {
      if (this.#schemas > MAX_SCHEMAS) return;
      this.#emit(PROPERTIES, name);
      this.read(properties[name], depth + 1);
    }
  }

  #text(text: string): void {
    this.#emit(PROPERTY_TEXTS, text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
