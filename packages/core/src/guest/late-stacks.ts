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

/** Of an engine that writes a stack when it is read: there is nothing to do. */
export const WRITTEN_STACKS: LateStacks = { isLate: false, write() {} };
