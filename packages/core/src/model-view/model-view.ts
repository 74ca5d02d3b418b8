import type { ExecutionResult } from "../contract/execution.js";
import type { ContentBlock } from "../contract/tool.js";
import { blocksOf } from "./content-blocks.js";
import { contentNotice, MAX_NOTICE } from "./content-notice.js";
import { cutContent } from "./cut-content.js";
import { cutEnvelope } from "./cut-envelope.js";
import { type EnvelopePart, envelopeParts, joinedLength, joinParts } from "./envelope-part.js";
import {
  checkOutputBudget,
  checkRecallLimits,
  LEAST_BUDGET,
  type ModelViewSettings,
} from "./model-view-settings.js";
import { prettyLength } from "./pretty-length.js";
import { RecallStore } from "./recall-store.js";

/** What the model of one client is shown of executions, and what is kept of the rest. */
export class ModelView {
  /** The most characters of an answer. */
  readonly budget: number;
  readonly #store: RecallStore;

  /** @throws ToolweaveError `CONFIG_INVALID`. */
  constructor({ outputBudget, recall }: ModelViewSettings) {
    this.budget = checkOutputBudget(outputBudget);
    this.#store = new RecallStore(checkRecallLimits(recall));
  }

  /**
   * An execution as a block of JSON text, and behind it the blocks that it emitted: together no more to
   * read than the budget. The JSON is indented if there is room for it, cut if there is need.
   *
   * @param options.recallable whether later code can recall what is cut; otherwise it is not kept.
   */
  show(execution: ExecutionResult, { recallable }: { recallable: boolean }): ContentBlock[] {
    const store = recallable ? this.#store : undefined;
    const emitted = blocksOf(execution);
    if (emitted.length === 0) return [this.#envelope(envelopeParts(execution), this.budget, store)];
    const whole = cutContent(emitted, Number.POSITIVE_INFINITY);
    const all = envelopeParts(execution, contentNotice(whole, undefined));
    if (joinedLength(all) + whole.characters <= this.budget) {
      return [this.#envelope(all, this.budget - whole.characters, store), ...whole.shown];
    }
    const need = joinedLength(envelopeParts(execution, "")) + MAX_NOTICE;
    // Neither is crowded out by the other.
    const least = Math.max(LEAST_BUDGET, Math.floor(this.budget / 2));
    const content = cutContent(emitted, this.budget - Math.min(need, least, this.budget));
    const handle = content.cut.length === 0 ? undefined : store?.keep(JSON.stringify(content.cut));
    const show = (named: string | undefined): ContentBlock => {
      const parts = envelopeParts(execution, contentNotice(content, named));
      return this.#envelope(parts, this.budget - content.characters, store);
    };
    const envelope = show(handle);
    // What is kept of the envelope may have taken the place of the blocks.
    const isKept = handle === undefined || store?.has(handle) === true;
    return [isKept ? envelope : show(undefined), ...content.shown];
  }

  /** The JSON text of a value that was cut. @throws ToolweaveError `RECALL_UNKNOWN`. */
  recall(handle: string): string {
    return this.#store.recall(handle);
  }

  #envelope(
    parts: readonly EnvelopePart[],
    budget: number,
    store: RecallStore | undefined,
  ): ContentBlock {
    if (joinedLength(parts) > budget) {
      return { type: "text", text: cutEnvelope(parts, budget, store) };
    }
    const whole = joinParts(parts);
    const text = prettyLength(whole) > budget ? whole : JSON.stringify(JSON.parse(whole), null, 2);
    return { type: "text", text };
  }
}
