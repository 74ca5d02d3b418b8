import type { HITLResponse } from "langchain";
import { invalidOption } from "../options/check-options.js";
import { describeValue } from "../options/describe-value.js";

const PLACE = "agent.resume";
const FORMS = '{ type: "approve" } or { type: "reject", message }';

/**
 * Checks decisions before anything is resumed: what is misspelt would else be a refusal.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the decision.
 */
export function checkDecisions(given: unknown): HITLResponse["decisions"] {
  if (!Array.isArray(given)) {
    throw invalidOption(
      PLACE,
      `the decisions must be an array of ${FORMS}, not ${describeValue(given)}`,
    );
  }
  // Not forEach, which would pass over holes.
  for (const [place, decision] of given.entries()) checkDecision(place, decision);
  return given;
}

function checkDecision(place: number, decision: unknown): void {
  const { type } = (decision ?? {}) as { type?: unknown };
  if (type === "approve" || type === "reject") return;
  const isObject = typeof decision === "object" && decision !== null;
  const given = isObject ? `of the type ${describeValue(type)}` : describeValue(decision);
  throw invalidOption(PLACE, `decisions[${place}] must be ${FORMS}, not ${given}`);
}
