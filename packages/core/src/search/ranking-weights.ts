/** The parts of a tool's text, by number. */
export const NAME = 0;
export const SERVER = 1;
export const DESCRIPTION = 2;
export const PROPERTIES = 3;
export const PROPERTY_TEXTS = 4;
export const FIELD_COUNT = 5;

/** Every number the order of results depends on. How they were found: docs/decisions/0004-tool-search.md. */
export const WEIGHTS = {
  /** By field: what a word there counts. */
  field: [3, 1, 1, 0.5, 0.25] as readonly number[],
  /** By field: how much a long text thins its words out, from 0 to 1. */
  length: [0.4, 0.6, 0.25, 0.5, 0.4] as readonly number[],
  /** How soon repetition stops to count: BM25's k1. */
  saturation: 0.8,
  /** The very form of a word, beside its stem. */
  exactForm: 0.25,
  /** Two words of the query next to each other. */
  pair: 0.6,
  /** A word the query does not have, by its relation to one it has. */
  synonym: 0.5,
  nearWord: 0.8,
  joinedWord: 0.4,
  /** Words of the query that are rather values than wishes. */
  quoted: 0.4,
  entityKind: 0.7,
  hostName: 0.5,
  fileName: 0.3,
  /** The share of a tool's name that the query names. */
  nameShare: 0.1,
  /** The best other hits of the same server. */
  serverHits: 0.15,
  /** How much the best sentence counts by itself. */
  bestStep: 0.2,
  /** How much it counts that a sentence has no tool yet, and how far one tool settles it. */
  openStep: 0.4,
  stepSettled: 0.9,
};
