/**
 * A run of code that is run in parts: each part ends where the code waits, and the next, perhaps in another process,
 * runs it again from its beginning. Listeners and traces hear of everything in the part in which it happens.
 */
export interface ExecutionPart {
  /** True if an earlier part has begun what this one goes on with. */
  readonly isResumed: boolean;
  /** True once this part is over, and the code waits for the next one. */
  readonly isSuspended: boolean;
  /** How many lines earlier parts have printed. */
  readonly logLines: number;
  /** True for a call that an earlier part has made, by its number. */
  hasMade(id: number): boolean;
}
