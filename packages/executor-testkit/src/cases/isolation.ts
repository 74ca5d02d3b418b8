import type { ConformanceTopic } from "../conformance-case.js";
import { CODE_GENERATION } from "./isolation/code-generation.js";
import { ENGINE_ERRORS } from "./isolation/engine-errors.js";
import { FORGED_CONTENT } from "./isolation/forged-content.js";
import { FORGED_MESSAGES } from "./isolation/forged-messages.js";
import { HOSTILE_VALUES } from "./isolation/hostile-values.js";
import { INHERITED_INDICES } from "./isolation/inherited-indices.js";
import { INJECTION } from "./isolation/injection.js";
import { LEFTOVERS } from "./isolation/leftovers.js";
import { OVERFLOWS } from "./isolation/overflows.js";
import { STACK_TRACES } from "./isolation/stack-traces.js";
import { TAMPERED_BUILTINS } from "./isolation/tampered-builtins.js";
import { VISIBLE_THINGS } from "./isolation/visible-things.js";

/** Attacks: nothing of the host is reachable, and nothing but strings leaves the guest. */
export const ISOLATION: ConformanceTopic = {
  name: "isolation",
  cases: [
    ...VISIBLE_THINGS,
    ...STACK_TRACES,
    ...OVERFLOWS,
    ...ENGINE_ERRORS,
    ...CODE_GENERATION,
    ...HOSTILE_VALUES,
    ...INJECTION,
    ...TAMPERED_BUILTINS,
    ...INHERITED_INDICES,
    ...FORGED_MESSAGES,
    ...FORGED_CONTENT,
    ...LEFTOVERS,
  ],
};
