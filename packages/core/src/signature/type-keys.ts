import type { DocLevel } from "./doc-text.js";
import { childrenOf, type Definition, type TypeNode } from "./type-node.js";
import { type PrintStyle, printDeclared } from "./type-printer.js";

/** A leaf whose text is shorter stands wherever it is used; to declare it would be longer. */
const MIN_SHARED = 80;
/** Text of all definitions that one reaches; if it is longer, the definition equals only itself. */
const MAX_CLOSURE = 20_000;

/** A type that can be declared, with the key that equal types have in common. */
export interface ComparedType {
  /** The type itself, references followed. */
  readonly subject: TypeNode;
  readonly hint: string;
  /** `undefined` for a type too small to be declared. */
  readonly key: string | undefined;
}

/** Compares types by how they read, wherever they come from. */
export class TypeKeys {
  readonly #style: PrintStyle;
  readonly #compared = new WeakMap<TypeNode, ComparedType>();
  readonly #references = new WeakMap<TypeNode, ReadonlySet<Definition>>();
  readonly #numbers = new WeakMap<Definition, number>();
  readonly #numberOfText = new Map<string, number>();
  #numbersGiven = 0;

  constructor(docs: DocLevel) {
    const nameOf = (type: TypeNode): string | undefined => {
      return type.kind === "reference" ? `@${type.to.hint}` : undefined;
    };
    this.#style = {
      docs,
      names: [],
      maxDepth: 20,
      maxMembers: 5_000,
      maxLiterals: 200,
      maxTypes: 0,
      nameOf,
    };
  }

  /** `undefined` for what is neither an object nor a reference: such types stand where they are used. */
  compare(type: TypeNode): ComparedType | undefined {
    if (type.kind !== "object" && type.kind !== "reference") return undefined;
    const known = this.#compared.get(type);
    if (known !== undefined) return known;
    let subject: TypeNode = type;
    while (subject.kind === "reference") subject = subject.to.type;
    const hint = type.kind === "reference" ? type.to.hint : type.hint;
    const compared = { subject, hint, key: this.#keyOf(subject, type.kind === "reference") };
    this.#compared.set(type, compared);
    return compared;
  }

  #keyOf(subject: TypeNode, isReferred: boolean): string | undefined {
    const text = printDeclared(subject, this.#style);
    const references = this.#referencesIn(subject);
    if (references.size === 0) return text.length < MIN_SHARED ? undefined : text;
    // What is referred to may refer on, and so be endless if it stood wherever it is used.
    if (text.length < MIN_SHARED && !isReferred && !this.#leadsBack(references, text)) {
      return undefined;
    }
    const targets = [...references].map((definition) => {
      return `@${definition.hint}=${this.#numberOf(definition)}`;
    });
    return [text, ...targets].join("\n");
  }

  #leadsBack(references: ReadonlySet<Definition>, text: string): boolean {
    return [...references].some(({ type }) => printDeclared(type, this.#style).includes(text));
  }

  /** A number that definitions have in common if they, and all they lead to, read the same. */
  #numberOf(definition: Definition): number {
    let number = this.#numbers.get(definition);
    if (number === undefined) {
      const text = this.#closureOf(definition);
      number =
        (text === undefined ? undefined : this.#numberOfText.get(text)) ?? ++this.#numbersGiven;
      if (text !== undefined) this.#numberOfText.set(text, number);
      this.#numbers.set(definition, number);
    }
    return number;
  }

  #closureOf(definition: Definition): string | undefined {
    let text = "";
    const reached = new Set([definition]);
    for (const { hint, type } of reached) {
      text += `@${hint}=${printDeclared(type, this.#style)}\n`;
      if (text.length > MAX_CLOSURE) return undefined;
      for (const next of this.#referencesIn(type)) reached.add(next);
    }
    return text;
  }

  /** The definitions that stand in a type, those behind them not counted. */
  #referencesIn(type: TypeNode): ReadonlySet<Definition> {
    const known = this.#references.get(type);
    if (known !== undefined) return known;
    const found = new Set<Definition>();
    if (type.kind === "reference") found.add(type.to);
    for (const child of childrenOf(type))
      for (const one of this.#referencesIn(child)) found.add(one);
    this.#references.set(type, found);
    return found;
  }
}
