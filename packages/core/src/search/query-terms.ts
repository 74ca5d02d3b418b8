/** How much a step of a query asks for something. */
export interface StepWeight {
  readonly step: number;
  weight: number;
}

/** Something that a query asks for: in all, and step by step in their order. */
export interface Asked {
  /** How telling it is: see `SearchIndex.rarityOf`. */
  readonly rarity: number;
  weight: number;
  readonly steps: StepWeight[];
}

/** A stem to look for. */
export interface QueryTerm extends Asked {
  readonly stem: number;
  /** The word whose very form counts more, or -1. */
  word: number;
}

/** A query in the terms of an index. */
export interface ResolvedQuery {
  readonly terms: readonly QueryTerm[];
  /** Terms that are neighbours, by `first * terms.length + second`, both numbers of terms. */
  readonly pairs: ReadonlyMap<number, Asked>;
  readonly stepCount: number;
  /** Words for which the index has nothing. */
  readonly unmatched: readonly string[];
  /** What the words of the query weigh, in descending order. */
  readonly wordWeights: readonly number[];
}

/** Makes something be asked for by one more step, the last of all so far, or more by that one. */
export function ask(asked: Asked, weight: number, step: number): void {
  asked.weight = Math.max(asked.weight, weight);
  const last = asked.steps.at(-1);
  if (last?.step === step) last.weight = Math.max(last.weight, weight);
  else asked.steps.push({ step, weight });
}
