import { nearestNames } from "./nearest-names.js";
import { ToolweaveError } from "./toolweave-error.js";

/**
 * Checks that a value is an object that has known keys only: an option that is misspelt would go without saying.
 *
 * @param place what the object is called: `codeMode.policy`.
 * @throws ToolweaveError `CONFIG_INVALID`, with the key that was probably meant.
 */
export function checkKeys(place: string, given: unknown, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw wrongOption(place, `must be an object, not ${kindOf(given)}`);
  }
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw unknownKey(place, key, known);
  }
}

/** The error for a key that is not known. */
export function unknownKey(place: string, key: string, known: readonly string[]): ToolweaveError {
  const [nearest] = nearestNames(key, known, 1);
  const advice =
    nearest === undefined ? `Known: ${known.join(", ")}` : `Did you mean "${nearest}"?`;
  return wrongOption(place, `has the unknown key "${key}". ${advice}`);
}

/** The error for an option that is not what it must be. */
export function wrongOption(place: string, problem: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `${place} ${problem}`, { details: { place } });
}

/** A value as messages show it: a text is not to be taken for the number that it looks like. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "string" ? JSON.stringify(value) : `a ${typeof value}`;
}
