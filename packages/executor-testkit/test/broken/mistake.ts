/** What is wrong with an executor that is wrong on purpose. */
export interface Mistake {
  /** Completes "an executor that …". */
  readonly that: string;
  /** The topics in which it goes wrong. */
  readonly topics: readonly string[];
  /** The id of a case that fails because of it. */
  readonly foundBy: string;
}
