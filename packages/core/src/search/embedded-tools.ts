import { describeError } from "../errors/describe-error.js";
import { inSlices } from "../protocol/in-slices.js";
import { settlesWithin } from "../protocol/settles-within.js";
import type { IndexedTool, SearchIndex } from "./search-index.js";
import type { SearchSettings } from "./search-settings.js";
import { readToolText } from "./tool-text.js";
import { VectorCache } from "./vector-cache.js";

/** How near each tool is to a query by its vector. */
export interface DenseRanking {
  /** By document, the cosine; -1 for a tool without a vector. */
  readonly cosines: Float32Array;
  /** How much it counts, from 0 to 1. */
  readonly weight: number;
}

/** What the embedding model had to say. */
export interface DenseScores {
  /** For an index as it is now; `undefined` if there are no vectors to go by. */
  of(index: SearchIndex): DenseRanking | undefined;
  /** Why there are none. */
  readonly notes: readonly string[];
}

type EmbedSettings = SearchSettings & Required<Pick<SearchSettings, "embed">>;

const MAX_QUERY = 8_000;
const MAX_TEXT = 2_000;
const MAX_QUERIES = 100;
const DEFAULTS = { embedWeight: 0.5, embedBatchSize: 100, embedTimeoutMs: 5_000 } as const;

/** Vectors of tools and queries. Whatever goes wrong with them, a search goes on without. */
export class EmbeddedTools {
  readonly #weight: number;
  readonly #timeoutMs: number;
  readonly #tools: VectorCache;
  readonly #queries: VectorCache;
  /** A tool's text does not change as long as it is the same object. */
  readonly #texts = new WeakMap<IndexedTool, string>();

  constructor(settings: EmbedSettings) {
    const embed = settings.embed as NonNullable<SearchSettings["embed"]>;
    const batchSize = settings.embedBatchSize ?? DEFAULTS.embedBatchSize;
    this.#weight = settings.embedWeight ?? DEFAULTS.embedWeight;
    this.#timeoutMs = settings.embedTimeoutMs ?? DEFAULTS.embedTimeoutMs;
    this.#tools = new VectorCache(embed, batchSize);
    this.#queries = new VectorCache(embed, batchSize);
  }

  /** Never rejects. */
  async scores(query: string, index: SearchIndex): Promise<DenseScores> {
    const text = query.slice(0, MAX_QUERY);
    if (this.#queries.size >= MAX_QUERIES) this.#queries.keepOnly(new Set());
    const texts = await inSlices(this.#textsOf(index.tools.slice()));
    const work = Promise.all([this.#tools.add(texts), this.#queries.add([text])]);
    try {
      if (!(await settlesWithin(this.#timeoutMs, work))) {
        throw new Error(`the vectors were not there within ${this.#timeoutMs} ms`);
      }
    } catch (error) {
      return { of: () => undefined, notes: [`Found by words alone: ${describeError(error)}.`] };
    }
    if (this.#tools.size > 2 * texts.length + MAX_QUERIES) this.#tools.keepOnly(new Set(texts));
    const vector = this.#queries.get(text);
    return { of: (now) => this.#rank(vector, now), notes: [] };
  }

  #rank(query: Float32Array | undefined, index: SearchIndex): DenseRanking | undefined {
    if (query === undefined) return undefined;
    const cosines = new Float32Array(index.tools.length).fill(-1);
    index.tools.forEach((entry, document) => {
      const vector = entry && this.#tools.get(this.#textOf(entry));
      if (vector?.length !== query.length) return;
      let cosine = 0;
      for (let at = 0; at < query.length; at++) {
        cosine += (query[at] as number) * (vector[at] as number);
      }
      cosines[document] = cosine;
    });
    return { cosines, weight: this.#weight };
  }

  *#textsOf(entries: readonly (IndexedTool | undefined)[]): Generator<undefined, string[]> {
    const texts: string[] = [];
    for (const entry of entries) {
      if (entry !== undefined) texts.push(this.#textOf(entry));
      yield;
    }
    return texts;
  }

  #textOf(entry: IndexedTool): string {
    const known = this.#texts.get(entry);
    if (known !== undefined) return known;
    const parts: string[] = [];
    readToolText(entry.tool, entry.server, (_field, text) => parts.push(text));
    const text = parts.join("\n").slice(0, MAX_TEXT);
    this.#texts.set(entry, text);
    return text;
  }
}
