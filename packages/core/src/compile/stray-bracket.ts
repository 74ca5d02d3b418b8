import { typedFailure } from "./typed-failure.js";

/** A `return` with nothing to return, and one with something. Properties and labels may be meant by mistake. */
const EMPTY_RETURN = /\breturn\b(?=[^\S\n]*(?:[;}\n]|\/[/*]|$))/g;
const RETURN = /\breturn\b/g;

/**
 * Where a closing bracket stands that closes nothing of the code, from 0. What the code is put into when it
 * is compiled would be closed by it, and the mistake be found behind it; by itself the code has nothing to
 * close, but may not return: there it throws instead, which it may do everywhere.
 */
export async function strayBracket(body: string): Promise<number | undefined> {
  const alone = body.replace(EMPTY_RETURN, "      ").replace(RETURN, "throw ");
  const offset = (await typedFailure(alone))?.offset;
  return offset !== undefined && /[)\]}]/.test(body[offset] ?? "") ? offset : undefined;
}
