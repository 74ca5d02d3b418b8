import { describeError } from "../errors/describe-error.js";

/**
 * Does what answers a request. What it throws is given a message: the SDK takes whatever is thrown for an error, and
 * where it is none, such as what a promise is rejected with for no reason, fails itself and never answers.
 */
export async function refusing<T>(answer: () => T | Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (thrown) {
    throw hasMessage(thrown) ? thrown : new Error(describeError(thrown));
  }
}

/** True of what the SDK can read. */
function hasMessage(thrown: unknown): boolean {
  try {
    const { message } = thrown as { readonly message?: unknown };
    return typeof message === "string" && message !== "";
  } catch {
    return false;
  }
}
