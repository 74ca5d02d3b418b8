import { encoding } from "./encode-trail.js";
import { ErrorClass, inherits } from "./primordials.js";

const ErrorPrototype = ErrorClass.prototype;

/** As QuickJS says it. */
export const OUT_OF_MEMORY_NAME = "InternalError";
export const OUT_OF_MEMORY_MESSAGE = "out of memory";
/** What it says where there is memory for an error, and none for its message. */
const NO_MESSAGE = "Invalid error message";

/** Whether an engine that lets code catch it has thrown this for want of memory. */
export function isOutOfMemory(error: unknown): boolean {
  try {
    if (!isError(error) || error.name !== OUT_OF_MEMORY_NAME) return false;
    const { message } = error;
    return message === OUT_OF_MEMORY_MESSAGE || message === NO_MESSAGE;
  } catch {
    return false;
  }
}

/** The same of what was thrown as a value was read: by the engine itself, where reading runs none of the model's code. */
export function readsOutOfMemory(error: unknown): boolean {
  // Where there is no memory for an error either, QuickJS throws null.
  return error === null ? !encoding.copiesAll : isOutOfMemory(error);
}

export function isError(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && inherits(ErrorPrototype, thrown);
}
