import type { ExecutionResult } from "../contract/execution.js";
import { cutEnvelope } from "./cut-envelope.js";
import { envelopeParts, joinedLength, joinParts } from "./envelope-part.js";
import {
  checkOutputBudget,
  checkRecallLimits,
  type ModelViewSettings,
} from "./model-view-settings.js";
import { prettyLength } from "./pretty-length.js";
import { RecallStore } from "./recall-store.js";

/** What the model of one client is shown of executions, and what is kept of the rest. */
export class ModelView {
  readonly #budget: number;
  readonly #store: RecallStore;

  /** @throws ToolweaveError `CONFIG_INVALID`. */
  constructor({ outputBudget, recall }: ModelViewSettings) {
    this.#budget = checkOutputBudget(outputBudget);
    this.#store = new RecallStore(checkRecallLimits(recall));
  }

  /**
   * An execution as JSON text within the budget: indented if there is room for it, cut if there is need.
   *
   * @param options.recallable whether later code can recall what is cut; otherwise it is not kept.
   */
  show(execution: ExecutionResult, { recallable }: { recallable: boolean }): string {
    const parts = envelopeParts(execution);
    if (joinedLength(parts) > this.#budget) {
      return cutEnvelope(parts, this.#budget, recallable ? this.#store : undefined);
    }
    const whole = joinParts(parts);
    if (prettyLength(whole) > this.#budget) return whole;
    return JSON.stringify(JSON.parse(whole), null, 2);
  }

  /** The JSON text of a value that was cut. @throws ToolweaveError `RECALL_UNKNOWN`. */
  recall(handle: string): string {
    return this.#store.recall(handle);
  }
}
