import type { JsonSchema } from "../contract/tool.js";
import { isRecord, own } from "./json-values.js";

/** Values of one document that are looked through for identifiers. */
const MAX_VALUES = 20_000;
/** Longer addresses are none: to resolve one takes time, and a document may have thousands. */
const MAX_ADDRESS = 2_000;
/** What a document without an identifier is called, so that relative references have a base. */
const NAMELESS = "schema:///";
/** What these hold is data, whatever it looks like. */
const DATA: ReadonlySet<unknown> = new Set(["const", "enum", "default", "example", "examples"]);
/** What stands under these is named by the author: no name in it is a keyword. */
const NAMED: ReadonlySet<unknown> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
]);
const ANCHORS = ["$anchor", "$dynamicAnchor"];

interface Part {
  readonly value: object;
  /** The address from which the references in it count. */
  readonly base: string;
  readonly isNamed: boolean;
}

/** A schema that has an address, and the way from it to what is meant. */
export interface SchemaPlace {
  readonly schema: JsonSchema;
  /** A JSON pointer, or empty. */
  readonly pointer: string;
}

/** The schemas of one document that have an address of their own: by `$id`, `$anchor` and their like. */
export class SchemaResources {
  readonly #rootBase: string;
  readonly #byAddress = new Map<string, JsonSchema>();
  /** Bases that are not the document's. */
  readonly #bases = new WeakMap<object, string>();

  constructor(root: JsonSchema) {
    const identifier = identifierOf(root, NAMELESS) ?? draft4IdentifierOf(root, NAMELESS);
    this.#rootBase = withoutFragment(identifier ?? NAMELESS);
    this.#byAddress.set(this.#rootBase, root);
    this.#lookThrough(root);
  }

  /** Where a reference leads from the schema that it stands in, or else from the document. */
  locate(reference: unknown, from?: JsonSchema): SchemaPlace | undefined {
    if (typeof reference !== "string") return undefined;
    const base = (from && this.#bases.get(from)) ?? this.#rootBase;
    const address = addressOf(reference, base);
    if (address === undefined) return undefined;
    const named = this.#byAddress.get(address);
    if (named !== undefined) return { schema: named, pointer: "" };
    const schema = this.#byAddress.get(withoutFragment(address));
    const hash = reference.indexOf("#");
    if (schema === undefined || hash < 0) return undefined;
    return { schema, pointer: reference.slice(hash + 1) };
  }

  #lookThrough(root: JsonSchema): void {
    const seen = new Set<object>();
    let left = MAX_VALUES;
    // By a list and not by recursion: documents may be of any depth.
    const waiting: Part[] = [{ value: root, base: this.#rootBase, isNamed: false }];
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (seen.has(part.value)) continue;
      seen.add(part.value);
      const base = part.isNamed ? part.base : this.#enter(part);
      for (const [key, value] of entriesOf(part.value)) {
        if (--left < 0) return;
        if (typeof value !== "object" || value === null) continue;
        if (!part.isNamed && DATA.has(key)) continue;
        waiting.push({ value, base, isNamed: !part.isNamed && NAMED.has(key) });
      }
    }
  }

  /** Takes down by which addresses a schema can be referred to; returns the base inside it. */
  #enter({ value, base }: Part): string {
    if (!isRecord(value)) return base;
    const identifier = identifierOf(value, base);
    const inner = identifier === undefined ? base : withoutFragment(identifier);
    this.#name(identifier ?? draft4IdentifierOf(value, base), value);
    for (const keyword of ANCHORS) {
      const anchor = own(value, keyword);
      if (typeof anchor === "string") this.#name(addressOf(`#${anchor}`, inner), value);
    }
    if (inner !== this.#rootBase) this.#bases.set(value, inner);
    return inner;
  }

  #name(address: string | undefined, schema: JsonSchema): void {
    // Some generators write a pointer for an identifier, which need not lead here.
    if (address === undefined || address.includes("#/") || this.#byAddress.has(address)) return;
    this.#byAddress.set(address, schema);
  }
}

/** One after the other, for a list of all can be long. */
function* entriesOf(value: object): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(value)) yield* value.entries();
  else if (isRecord(value)) for (const key of Object.keys(value)) yield [key, value[key]];
}

function identifierOf(schema: JsonSchema, base: string): string | undefined {
  const identifier = own(schema, "$id");
  return typeof identifier === "string" ? addressOf(identifier, base) : undefined;
}

/** Draft-04 has `id`, which in later drafts may stand for anything: so it changes no base within a document. */
function draft4IdentifierOf(schema: JsonSchema, base: string): string | undefined {
  const identifier = own(schema, "id");
  return typeof identifier === "string" ? addressOf(identifier, base) : undefined;
}

/** `undefined` for what is no address. An empty fragment is none. */
function addressOf(reference: string, base: string): string | undefined {
  if (reference.length + base.length > MAX_ADDRESS) return undefined;
  if (reference === "" || reference === "#") return base;
  if (reference.startsWith("#")) return base + reference;
  return URL.canParse(reference, base)
    ? new URL(reference, base).href.replace(/#$/, "")
    : undefined;
}

function withoutFragment(address: string): string {
  return address.replace(/#.*$/s, "");
}
