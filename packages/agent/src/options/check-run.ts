import { checkOptions, invalidOption, type Kind } from "./check-options.js";
import { describeValue } from "./describe-value.js";
import { RUN_OPTIONS } from "./option-kinds.js";

/**
 * Checks what a run is begun with.
 *
 * @param place the method that begins it: `agent.run`.
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function checkRun(
  place: string,
  input: unknown,
  options: unknown,
  kinds: Readonly<Record<string, Kind>> = RUN_OPTIONS,
): void {
  if (typeof input !== "string") {
    throw invalidOption(place, `the task must be a string, not ${describeValue(input)}`);
  }
  // Most providers refuse an empty message, and every further one of the conversation that has it.
  if (input.trim() === "") throw invalidOption(place, "the task is empty: say what is to be done");
  checkOptions(place, options, kinds);
}
