import { RE2JS } from "re2js";

/** As much of a RegExp as a schema validator uses. */
export interface Matcher {
  test(text: string): boolean;
}

const MATCH_ANYTHING: Matcher = { test: () => true };

/**
 * A pattern that is matched in linear time.
 *
 * @throws Error for what linear engines do not know: look-arounds and back-references.
 */
export function compileLinear(pattern: string): Matcher {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.matcher(text).find() };
}

/**
 * A pattern of a server's. The text is the guest's, so that an engine that backtracks would let the two
 * of them block this process. What cannot be matched in linear time is left for the server to check.
 */
export function linearRegExp(pattern: string): Matcher {
  try {
    return compileLinear(pattern);
  } catch {
    return MATCH_ANYTHING;
  }
}
