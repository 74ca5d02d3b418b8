import type { JsonSchema } from "../contract/tool.js";
import { type ClosedNames, namesOthers, withinNames } from "./closed-names.js";
import { ClosedSchemas } from "./closed-schemas.js";
import { conditionalProperties } from "./conditional-properties.js";
import { breakDirectCycles } from "./direct-cycles.js";
import { intersectionOf } from "./intersection-of.js";
import { isRecord, listOf } from "./json-values.js";
import { behindReferences, hasNamesBeside, isOfSomeNames } from "./names-of-some.js";
import { readArray } from "./read-array.js";
import { readLiterals } from "./read-literals.js";
import { readObject } from "./read-object.js";
import { isObjectLike, withBareRequired } from "./read-required.js";
import { documentationOf, type PropertyDoc } from "./schema-doc.js";
import { kindsOf } from "./schema-kinds.js";
import { hintOfReference, resolveReference } from "./schema-references.js";
import { SchemaResources } from "./schema-resources.js";
import { freeName, typeName } from "./type-names.js";
import {
  type Definition,
  type Member,
  NEVER,
  NULL,
  type TypeNode,
  UNKNOWN,
  unknownBecause,
} from "./type-node.js";
import { literalsOf, unionOf } from "./union-of.js";

/** Bounds of what is read of one schema document; what lies beyond is `unknown`, and says why. */
const READ_LIMITS = { depth: 16, references: 32, nodes: 4_000 } as const;

/** Reads one JSON Schema document, draft-07 or 2020-12, as a type. */
export class SchemaReader {
  readonly #root: JsonSchema;
  readonly #rootHint: string;
  #resources: SchemaResources | undefined;
  readonly #targetOf = (schema: JsonSchema) => this.#resolve(referenceOf(schema), schema);
  readonly #closed = new ClosedSchemas(this.#targetOf);
  readonly #definitions = new Map<unknown, Definition>();
  readonly #unread: { schema: unknown; definition: Definition; distance: number }[] = [];
  readonly #hints = new Set<string>();
  #nodesLeft: number = READ_LIMITS.nodes;
  /** How many references lead from the root to what is being read. */
  #distance = 0;

  private constructor(root: JsonSchema, rootHint: string) {
    this.#root = root;
    this.#rootHint = rootHint;
  }

  /** The type of a whole document. Never throws, whatever the document is. */
  static read(document: unknown, hint: string): TypeNode {
    if (!isRecord(document)) {
      return typeof document === "boolean" ? readBoolean(document) : notASchema();
    }
    const reader = new SchemaReader(document, hint);
    reader.#refer(document, hint);
    // By a list and not by recursion: definitions may form a chain of any length.
    for (const { schema, definition, distance } of reader.#unread) {
      reader.#distance = distance;
      definition.type = reader.read(schema, 0, definition.hint);
    }
    breakDirectCycles([...reader.#definitions.values()]);
    return reader.#definitions.get(document)?.type ?? UNKNOWN;
  }

  /** The type of a schema inside the document. */
  read(schema: unknown, depth: number, hint: string): TypeNode {
    const type = this.#readUnconditional(schema, depth, hint);
    if (!isRecord(schema) || !isObjectLike(type) || this.#closed.namesOf(schema)) return type;
    const conditional = [...conditionalProperties(schema, this.#targetOf)];
    const members: Member[] = [];
    for (const [name, schemas] of conditional) {
      if (this.isExhausted) break;
      const types = [...schemas].map((property) => this.read(property, depth + 1, typeName(name)));
      const doc = this.documentationOf([...schemas][0]);
      members.push({ name, type: unionOf(types), optional: true, doc });
    }
    if (members.length === 0) return type;
    const more = conditional.length - members.length;
    const index = more > 0 ? UNKNOWN : undefined;
    const added = { kind: "object", members, index, indexNote: undefined, more, hint } as const;
    return intersectionOf([type, added]);
  }

  /** The same, without what holds on a condition. */
  #readUnconditional(schema: unknown, depth: number, hint: string): TypeNode {
    if (typeof schema === "boolean") return readBoolean(schema);
    if (!isRecord(schema)) return notASchema();
    if (depth > READ_LIMITS.depth) {
      return unknownBecause(`nested deeper than ${READ_LIMITS.depth} levels`);
    }
    if (--this.#nodesLeft < 0) return tooLarge();
    const parts: TypeNode[] = [];
    const closed = this.#closed.namesOf(schema);
    const reference = referenceOf(schema);
    if (reference !== undefined) {
      const place = { depth, hint, closed, isBeside: hasNamesBeside(schema) };
      parts.push(this.#readReference(reference, schema, place));
    }
    const own = readLiterals(schema) ?? this.#readKinds(schema, depth, hint);
    parts.push(
      closed !== undefined && namesOthers(schema, closed) ? withinNames(own, closed) : own,
    );
    for (const keyword of ["anyOf", "oneOf"]) {
      const branches = listOf(schema[keyword]);
      if (branches.length === 0) continue;
      parts.push(unionOf(this.#readBranches(branches, depth, hint, closed)));
    }
    parts.push(...this.#readBranches(listOf(schema["allOf"]), depth, hint, closed));
    if (refusesAll(schema["not"])) parts.push(NEVER);
    const type = intersectionOf(withBareRequired(intersectionOf(parts), schema, hint));
    return schema["nullable"] === true ? unionOf([type, NULL]) : type;
  }

  /** True once nothing more will be read. */
  get isExhausted(): boolean {
    return this.#nodesLeft <= 0;
  }

  documentationOf(schema: unknown): PropertyDoc | undefined {
    return documentationOf(schema, (reference, from) => this.#resolve(reference, from));
  }

  #readKinds(schema: JsonSchema, depth: number, hint: string): TypeNode {
    const title = schema["title"];
    const named = typeof title === "string" && title !== "" ? typeName(title) : hint;
    const types = kindsOf(schema).map((kind) => {
      if (kind === "object") return readObject(this, schema, depth, named);
      if (kind === "array") return readArray(this, schema, depth, hint);
      return kind;
    });
    return types.length === 0 ? UNKNOWN : unionOf(types);
  }

  #readBranches(
    branches: readonly unknown[],
    depth: number,
    hint: string,
    closed: ClosedNames | undefined,
  ): TypeNode[] {
    const types: TypeNode[] = [];
    for (const branch of branches) {
      if (this.isExhausted) return [...types, tooLarge()];
      const place = { depth, hint, closed, isBeside: true };
      const type = describeLiteral(this.#readBranch(branch, place), branch);
      types.push(closed === undefined ? type : withinNames(type, closed));
    }
    return types;
  }

  #readBranch(branch: unknown, place: BranchPlace): TypeNode {
    const reference = isRecord(branch) ? referenceOf(branch) : undefined;
    if (isRecord(branch) && Object.keys(branch).length === 1 && reference !== undefined) {
      const isRead =
        place.closed !== undefined || isOfSomeNames(behindReferences(branch, this.#targetOf));
      if (isRead) return this.#readReference(reference, branch, place);
    }
    // What a branch says on a condition is read with what stands beside it.
    return this.#readUnconditional(branch, place.depth + 1, place.hint);
  }

  /**
   * What is referred to, by its own name; but from within closed names only if all of it is among them, and beside
   * others only if it does not hold them to its patterns.
   */
  #readReference(
    reference: unknown,
    from: JsonSchema,
    { depth, hint, closed, isBeside }: BranchPlace,
  ): TypeNode {
    const target = behindReferences(this.#resolve(reference, from), this.#targetOf);
    if (closed !== undefined && namesOthers(target, closed))
      return withinNames(this.read(target, depth + 1, hint), closed);
    if (isBeside && isOfSomeNames(target)) return this.read(target, depth + 1, hint);
    return this.#follow(reference, from);
  }

  #follow(reference: unknown, from: JsonSchema): TypeNode {
    const target = this.#resolve(reference, from);
    if (target === undefined) return unknownBecause("a reference that cannot be followed");
    if (typeof target === "boolean") return readBoolean(target);
    return this.#refer(target, hintOfReference(String(reference), this.#rootHint));
  }

  #resolve(reference: unknown, from: JsonSchema): unknown {
    if (reference === undefined) return undefined;
    this.#resources ??= new SchemaResources(this.#root);
    return resolveReference(this.#resources, reference, from);
  }

  #refer(target: unknown, hint: string): TypeNode {
    let definition = this.#definitions.get(target);
    if (definition === undefined) {
      if (this.#distance > READ_LIMITS.references) {
        return unknownBecause(`more than ${READ_LIMITS.references} references deep`);
      }
      const unique = freeName(hint, (name) => this.#hints.has(name));
      this.#hints.add(unique);
      definition = { hint: unique, type: UNKNOWN };
      this.#definitions.set(target, definition);
      this.#unread.push({ schema: target, definition, distance: this.#distance + 1 });
    }
    return { kind: "reference", to: definition };
  }
}

/** Where a branch stands, and which names there may be. */
interface BranchPlace {
  readonly depth: number;
  readonly hint: string;
  readonly closed: ClosedNames | undefined;
  /** True where something else may name properties of the same object. */
  readonly isBeside: boolean;
}

function referenceOf(schema: JsonSchema): unknown {
  return schema["$ref"] ?? schema["$dynamicRef"] ?? schema["$recursiveRef"];
}

function readBoolean(schema: boolean): TypeNode {
  return schema ? UNKNOWN : NEVER;
}

function tooLarge(): TypeNode {
  return unknownBecause("the schema is too large to show");
}

function notASchema(): TypeNode {
  return unknownBecause("not a JSON Schema");
}

/** `not: {}`, by which generators say that nothing is allowed. */
function refusesAll(schema: unknown): boolean {
  return schema === true || (isRecord(schema) && Object.keys(schema).length === 0);
}

/** A constant among several is often explained by a description of its own. */
function describeLiteral(type: TypeNode, branch: unknown): TypeNode {
  if (type.kind !== "literals" || type.total !== 1 || !isRecord(branch)) return type;
  const description = branch["description"] ?? branch["title"];
  const [literal] = type.values;
  if (typeof description !== "string" || literal === undefined) return type;
  return literalsOf([{ ...literal, description }], 1, [type.widened]);
}
