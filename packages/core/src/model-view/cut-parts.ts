import { cutNotice, gatheredNotice, LONGEST_HANDLE } from "./cut-notice.js";
import { type EnvelopePart, joinParts } from "./envelope-part.js";
import type { RecallStore } from "./recall-store.js";

type Store = RecallStore | undefined;

/** What a part is called where a model is told of it. */
export function nameOf({ key = "other fields" }: EnvelopePart): string {
  return key;
}

/** The parts of an envelope that are cut, each kept under a handle of its own. */
export class SeparateCuts {
  readonly #sign: string;
  readonly #store: Store;
  readonly #handles = new Map<EnvelopePart, string | undefined>();

  constructor(sign: string, store: Store) {
    this.#sign = sign;
    this.#store = store;
  }

  has(part: EnvelopePart): boolean {
    return this.#handles.has(part);
  }

  add(parts: readonly EnvelopePart[]): void {
    for (const part of parts) this.#handles.set(part, this.#store?.keep(part.text));
  }

  notice(): string {
    const cut = [...this.#handles].map(([part, handle]) => {
      // One that was kept may have made way for another.
      const isKept = handle !== undefined && this.#store?.has(handle);
      return { name: nameOf(part), handle: isKept ? handle : undefined };
    });
    return cutNotice(this.#sign, cut);
  }

  kept(): string {
    return this.notice();
  }
}

/** The same where there is no room to name so many handles: kept together, as one object. */
export class GatheredCuts {
  readonly #sign: string;
  readonly #store: Store;
  readonly #parts = new Set<EnvelopePart>();

  constructor(sign: string, store: Store) {
    this.#sign = sign;
    this.#store = store;
  }

  has(part: EnvelopePart): boolean {
    return this.#parts.has(part);
  }

  add(parts: readonly EnvelopePart[]): void {
    for (const part of parts) this.#parts.add(part);
  }

  /** No longer than this will be what tells of them in the end. */
  notice(): string {
    return gatheredNotice(this.#sign, LONGEST_HANDLE);
  }

  /** Keeps them, once they are all known. */
  kept(): string {
    return gatheredNotice(this.#sign, this.#store?.keep(joinParts([...this.#parts])));
  }
}
