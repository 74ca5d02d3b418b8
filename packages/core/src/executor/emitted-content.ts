import type { ContentBlock } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { EmitMessage } from "../protocol/messages.js";

/** Bounds of the blocks that one execution emits. */
export interface ContentLimits {
  /** Characters of their messages together. */
  readonly maxResultBytes: number;
  /** Default 100. */
  readonly maxContentBlocks?: number | undefined;
}

const DEFAULT_MAX_BLOCKS = 100;

/** The content blocks of one execution, in order. */
export class EmittedContent {
  readonly maxBlocks: number;
  readonly #blocks: ContentBlock[] = [];
  #charactersLeft: number;

  constructor({ maxResultBytes, maxContentBlocks = DEFAULT_MAX_BLOCKS }: ContentLimits) {
    this.maxBlocks = maxContentBlocks;
    this.#charactersLeft = maxResultBytes;
  }

  /** @throws ToolweaveError `CONTENT_LIMIT`: a guest that is no enemy keeps the limits itself. */
  add({ block, length }: EmitMessage): void {
    this.#charactersLeft -= length;
    if (this.#blocks.length >= this.maxBlocks || this.#charactersLeft < 0) {
      throw new ToolweaveError("CONTENT_LIMIT", "The sandbox sent more content than is allowed.");
    }
    this.#blocks.push(block);
  }

  /** All blocks, for the result; nothing if there are none. */
  field(): { content?: ContentBlock[] } {
    return this.#blocks.length === 0 ? {} : { content: this.#blocks };
  }
}
