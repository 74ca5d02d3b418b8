import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import { describeValue } from "./describe-value.js";

/** What an option takes: words for it, and the test. */
export interface Kind {
  readonly takes: string;
  readonly fits: (value: unknown) => boolean;
}

/** The kinds of all options of a type, so that none can be forgotten. */
export type Kinds<Options> = { readonly [Key in keyof Required<Options>]: Kind };

/**
 * Checks options against their kinds. One that is `undefined` counts as left out.
 *
 * @param place whose options they are: `MCPAgent`.
 * @throws ToolweaveError `CONFIG_INVALID`, naming the option.
 */
export function checkOptions(
  place: string,
  given: unknown,
  kinds: Readonly<Record<string, Kind>>,
): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalidOption(place, `the options must be an object, not ${describeValue(given)}`);
  }
  for (const [key, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
    if (kind === undefined) throw unknownOption(place, key, Object.keys(kinds));
    if (value === undefined || kind.fits(value)) continue;
    throw invalidOption(place, `${key} must be ${kind.takes}, not ${describeValue(value)}`);
  }
}

/** The error for what somebody who uses this package has given. */
export function invalidOption(place: string, problem: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `${place}: ${problem}.`);
}

function unknownOption(place: string, key: string, known: readonly string[]): ToolweaveError {
  const [nearest] = nearestNames(key, known, 1);
  const advice = nearest === undefined ? `Known: ${known.join(", ")}.` : `Did you mean ${nearest}?`;
  return new ToolweaveError("CONFIG_INVALID", `${place}: the option ${key} is unknown. ${advice}`);
}
