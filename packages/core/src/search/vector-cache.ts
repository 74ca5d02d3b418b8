import type { EmbeddingFunction } from "../contract/tool-search.js";

/** Vectors by text, each of length 1. A text is embedded once, however often it is asked for. */
export class VectorCache {
  readonly #embed: EmbeddingFunction;
  readonly #batchSize: number;
  readonly #vectors = new Map<string, Float32Array>();
  /** One after the other, so that a text is never asked for twice at a time. */
  #work: Promise<void> = Promise.resolve();

  constructor(embed: EmbeddingFunction, batchSize: number) {
    this.#embed = embed;
    this.#batchSize = batchSize;
  }

  get(text: string): Float32Array | undefined {
    return this.#vectors.get(text);
  }

  get size(): number {
    return this.#vectors.size;
  }

  /** Embeds the texts that are new. Rejects as soon as one batch fails; what was done is kept. */
  add(texts: readonly string[]): Promise<void> {
    const work = this.#work.then(() => this.#addMissing(texts));
    this.#work = work.catch(() => {});
    return work;
  }

  /** Forgets all others. */
  keepOnly(texts: ReadonlySet<string>): void {
    for (const text of this.#vectors.keys()) if (!texts.has(text)) this.#vectors.delete(text);
  }

  async #addMissing(texts: readonly string[]): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => !this.#vectors.has(text));
    for (let at = 0; at < missing.length; at += this.#batchSize) {
      const batch = missing.slice(at, at + this.#batchSize);
      const vectors = checkVectors(await this.#embed([...batch]), batch.length);
      batch.forEach((text, place) => {
        this.#vectors.set(text, vectors[place] as Float32Array);
      });
    }
  }
}

const NO_VECTOR = "embed answered with a vector of other things than numbers";

function checkVectors(vectors: unknown, count: number): Float32Array[] {
  if (!Array.isArray(vectors) || vectors.length !== count) {
    throw new TypeError(`embed was given ${count} texts and did not answer with ${count} vectors`);
  }
  const [first] = vectors;
  return vectors.map((vector: unknown) => {
    if (typeof vector !== "object" || vector === null) throw new TypeError(NO_VECTOR);
    const numbers = Float32Array.from(vector as Iterable<number>);
    if (numbers.length === 0 || numbers.length !== (first as { length: number }).length) {
      throw new TypeError("embed answered with vectors that are empty or of different lengths");
    }
    const length = Math.sqrt(numbers.reduce((sum, number) => sum + number * number, 0));
    if (!Number.isFinite(length)) {
      throw new TypeError(NO_VECTOR);
    }
    return length === 0 ? numbers : numbers.map((number) => number / length);
  });
}
