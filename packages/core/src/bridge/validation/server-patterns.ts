import { compileLinear, type Matcher } from "./linear-regexp.js";
import { patternSize } from "./pattern-size.js";

/** Steps that all patterns of one check may take; so many take about a quarter of a second. */
const MOST_STEPS = 10_000_000;
/** What a match takes however short the text is, in steps. */
const STEPS_OF_MATCH = 100;
/** What all patterns of a schema may come to: to compile so much takes about a quarter of a second. */
const MOST_SIZE = 30_000;

let stepsLeft = MOST_STEPS;

/** A check begins, which has all its steps before it. */
export function allowSteps(): void {
  stepsLeft = MOST_STEPS;
}

/**
 * Makes matchers of a server's patterns. The text is the guest's, so that an engine that backtracks would let
 * the two of them block this process; and what is linear takes its time as well, where pattern and text are
 * long.
 *
 * @param leave answers for what is not matched, and is left for the server to check.
 */
export function serverPatterns(leave: () => boolean): (pattern: string) => Matcher {
  let sizeLeft = MOST_SIZE;
  return (pattern) => {
    try {
      sizeLeft -= patternSize(pattern);
      if (sizeLeft < 0 || hasForeignEscapes(pattern)) {
        return { test: leave, toString: () => pattern };
      }
      const matcher = compileLinear(pattern);
      const test = (text: string): boolean => {
        const steps = STEPS_OF_MATCH + (text.length + 1) * matcher.steps;
        if (steps > stepsLeft) return leave();
        stepsLeft -= steps;
        return matcher.test(text);
      };
      return { test, toString: () => pattern };
    } catch {
      return { test: leave, toString: () => pattern };
    }
  };
}

/** The letters that JavaScript gives a meaning after a backslash. */
const ESCAPES = /^\\[bBcdDfknpPrsStuvwWx]/;

/** True for other ones, such as Python's `\Z`, which engines read in different ways. */
function hasForeignEscapes(pattern: string): boolean {
  const escapes = pattern.match(/\\[\s\S]/g) ?? [];
  return escapes.some((each) => /[a-z]/i.test(each) && !ESCAPES.test(each));
}
