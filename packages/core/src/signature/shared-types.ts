import type { DocLevel } from "./doc-text.js";
import { type ComparedType, TypeKeys } from "./type-keys.js";
import { freeName, typeName } from "./type-names.js";
import { childrenOf, type TypeNode } from "./type-node.js";

interface Entry {
  readonly compared: ComparedType;
  uses: number;
  name: string | undefined;
}

/** A type that has got a name. */
export interface NamedType {
  readonly name: string;
  readonly type: TypeNode;
}

/** The types that several places of one scope have in common, recursive ones above all. */
export class SharedTypes {
  readonly #keys: TypeKeys;
  readonly #entries = new Map<string, Entry>();
  readonly #names = new Set<string>();
  readonly #named: NamedType[] = [];

  constructor(docs: DocLevel) {
    this.#keys = new TypeKeys(docs);
  }

  /** Counts the uses of every type in a type. A scope's types are all counted before one is printed. */
  count(root: TypeNode): void {
    const waiting: TypeNode[] = [root];
    for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
      const compared = this.#keys.compare(type);
      if (compared === undefined) {
        waiting.push(...childrenOf(type).toReversed());
        continue;
      }
      const { key, subject } = compared;
      const entry = key === undefined ? undefined : this.#entries.get(key);
      if (entry !== undefined) {
        entry.uses++;
        continue;
      }
      if (key !== undefined) this.#entries.set(key, { compared, uses: 1, name: undefined });
      waiting.push(...childrenOf(subject).toReversed());
    }
  }

  /** The name of a type used more than once. To ask for it is to have it declared. */
  nameOf(type: TypeNode): string | undefined {
    const key = this.#keys.compare(type)?.key;
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (entry === undefined || entry.uses < 2) return undefined;
    if (entry.name === undefined) {
      const name = freeName(typeName(entry.compared.hint), (wanted) => this.#names.has(wanted));
      entry.name = name;
      this.#names.add(name);
      this.#named.push({ name, type: entry.compared.subject });
    }
    return entry.name;
  }

  /** The types that have been asked for by name; grows while their own declarations are printed. */
  get named(): readonly NamedType[] {
    return this.#named;
  }

  /** Takes back the names given since there were `count` of them. */
  forgetBeyond(count: number): void {
    for (const { name } of this.#named.splice(count)) {
      this.#names.delete(name);
      for (const entry of this.#entries.values()) if (entry.name === name) entry.name = undefined;
    }
  }
}
