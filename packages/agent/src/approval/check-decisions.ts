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
  const { type, message } = (decision ?? {}) as { type?: unknown; message?: unknown };
  if (type === "approve" || type === "reject") {
    checkMessage(place, message);
    return;
  }
  const isObject = typeof decision === "object" && decision !== null;
  const given = isObject ? `of the type ${describeValue(type)}` : describeValue(decision);
  throw invalidOption(PLACE, `decisions[${place}] must be ${FORMS}, not ${given}`);
}

function checkMessage(place: number, message: unknown): void {
  if (message === undefined || message === null || typeof message === "string") return;
  const problem = `the message of decisions[${place}] must be a string, not ${describeValue(message)}`;
  throw invalidOption(PLACE, problem);
}
