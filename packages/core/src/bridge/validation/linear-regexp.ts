import { RE2JS } from "re2js";
import { inRe2Syntax } from "./re2-syntax.js";

/** As much of a RegExp as a schema validator uses. */
export interface Matcher {
  test(text: string): boolean;
  /** The pattern: of matchers with the same text a validator uses one for all of them. */
  toString(): string;
}

/** A pattern that is matched in linear time, and how many steps a character takes at most. */
interface LinearMatcher extends Matcher {
  readonly steps: number;
}

/**
 * A pattern that is matched in linear time.
 *
 * @throws Error for what linear engines do not know: look-arounds and back-references.
 */
export function compileLinear(pattern: string): LinearMatcher {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(inRe2Syntax(pattern)));
  return {
    steps: compiled.programSize(),
    test: (text) => compiled.matcher(text).find(),
    toString: () => pattern,
  };
}
