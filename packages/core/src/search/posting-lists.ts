const FIRST_CAPACITY = 2;

/**
 * For each stem a list of entries: a document and its counts. All lists share a few arrays, for most
 * are short, and thousands of small arrays would cost more than what is in them.
 */
export class PostingLists {
  /** Documents by entry. The entries of a list are neighbours: see `startOf` and `sizeOf`. */
  documents: Uint32Array = new Uint32Array(4096);
  /** Counts by entry. */
  counts: Uint32Array = new Uint32Array(4096);
  /** What an entry is worth to a score; valid as long as the list's `version` says so. */
  worth: Float32Array = new Float32Array(4096);
  #used = 0;
  readonly #starts: number[] = [];
  readonly #sizes: number[] = [];
  readonly #capacities: number[] = [];
  /** By list, the state of the index for which `worth` was reckoned. */
  readonly versions: number[] = [];

  startOf(list: number): number {
    return this.#starts[list] ?? 0;
  }

  sizeOf(list: number): number {
    return this.#sizes[list] ?? 0;
  }

  add(list: number, document: number, counts: number): void {
    while (this.#sizes.length <= list) {
      this.#starts.push(0);
      this.#sizes.push(0);
      this.#capacities.push(0);
      this.versions.push(-1);
    }
    const size = this.#sizes[list] as number;
    if (size === this.#capacities[list]) this.#enlarge(list, size);
    const entry = (this.#starts[list] as number) + size;
    this.documents[entry] = document;
    this.counts[entry] = counts;
    this.#sizes[list] = size + 1;
  }

  /** Takes out every entry of a document for which `isGone` is 1. */
  remove(list: number, isGone: Uint8Array): void {
    const start = this.startOf(list);
    const size = this.sizeOf(list);
    let kept = start;
    for (let at = start; at < start + size; at++) {
      const document = this.documents[at] as number;
      if (isGone[document] === 1) continue;
      this.documents[kept] = document;
      this.counts[kept] = this.counts[at] as number;
      kept++;
    }
    this.#sizes[list] = kept - start;
  }

  /** Moves a full list to the end, to twice the room. What it leaves stays unused. */
  #enlarge(list: number, size: number): void {
    const capacity = Math.max(FIRST_CAPACITY, 2 * size);
    const start = this.#used;
    this.#used += capacity;
    if (this.#used > this.documents.length) this.#grow();
    const from = this.#starts[list] as number;
    this.documents.copyWithin(start, from, from + size);
    this.counts.copyWithin(start, from, from + size);
    this.#starts[list] = start;
    this.#capacities[list] = capacity;
  }

  #grow(): void {
    const length = Math.max(this.#used, Math.ceil(this.documents.length * 1.5));
    const [documents, counts] = [new Uint32Array(length), new Uint32Array(length)];
    documents.set(this.documents);
    counts.set(this.counts);
    this.documents = documents;
    this.counts = counts;
    this.worth = new Float32Array(length);
    this.versions.fill(-1);
  }
}
