/** What an engine needs that others do without, by its wiring. */
export interface EngineNeeds {
  readonly stacks: LateStacks;
  /**
   * Throws, with nothing begun, where there is not the memory for all that the web's APIs make. A built-in that QuickJS
   * has no memory to make as it is first read is undefined from then on.
   */
  proveMemory(): void;
}

/**
 * The wiring's, where an engine writes the stack of every error when the error is made. A call makes an
 * error to lead to its place, should it fail; most do not.
 */
export interface LateStacks {
  /** While it is true, an error gets what a stack would be written from in the place of its stack. */
  isLate: boolean;
  /** Writes the stack of an error that was made meanwhile. */
  write(error: Error): void;
}

/** Of an engine that writes a stack when it is read, and whose guests end where memory does. */
export const NO_NEEDS: EngineNeeds = {
  stacks: { isLate: false, write() {} },
  proveMemory() {},
};
