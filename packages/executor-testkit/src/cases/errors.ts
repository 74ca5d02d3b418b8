import type { ConformanceTopic } from "../conformance-case.js";
import { ERROR_PLACES } from "./errors/error-places.js";
import { STACK_TEXTS } from "./errors/stack-texts.js";
import { THROWN_VALUES } from "./errors/thrown-values.js";
import { TOOL_CALL_ERRORS } from "./errors/tool-call-errors.js";

/** What is told of code that goes wrong. */
export const ERRORS: ConformanceTopic = {
  name: "errors",
  cases: [...ERROR_PLACES, ...STACK_TEXTS, ...THROWN_VALUES, ...TOOL_CALL_ERRORS],
};
