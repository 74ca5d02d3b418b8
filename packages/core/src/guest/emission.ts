import { readContent, readImage } from "./content-blocks.js";
import { TypeErrorClass } from "./primordials.js";
import { describeFailure, ToolError } from "./tool-error.js";

interface EmissionLimits {
  readonly maxContentBlocks: number;
  readonly maxResultBytes: number;
}

/** The content blocks that code sends to the model beside its result, up to the limits. */
export class Emission {
  #limits: EmissionLimits = { maxContentBlocks: 0, maxResultBytes: 0 };
  #blocks = 0;
  #characters = 0;
  #closed = false;
  readonly #send: (message: string) => void;

  constructor(send: (message: string) => void) {
    this.#send = send;
  }

  open(limits: EmissionLimits): void {
    this.#limits = limits;
  }

  /** What is emitted after this is dropped, as what is printed is. */
  close(): void {
    this.#closed = true;
  }

  /** The functions to put on the guest's global object. */
  globals(): Record<string, unknown> {
    return {
      __proto__: null,
      emit: (...args: unknown[]) => {
        if (args.length === 1) this.#add(readContent(args[0]));
        else throw new TypeErrorClass(`emit takes one argument${ADVICE}`);
      },
      image: (data?: unknown, mimeType?: unknown) => this.#add(readImage(data, mimeType)),
    };
  }

  /** Sends all of the blocks or, if they are too many, none. */
  #add(blocks: string[]): void {
    if (this.#closed) return;
    let characters = 0;
    for (let i = 0; i < blocks.length; i++) {
      blocks[i] = `{"type":"emit","block":${blocks[i]}}`;
      characters += (blocks[i] as string).length;
    }
    const { maxContentBlocks, maxResultBytes } = this.#limits;
    if (this.#blocks + blocks.length > maxContentBlocks) {
      throw limitError(`${maxContentBlocks} blocks`);
    }
    if (this.#characters + characters > maxResultBytes) {
      throw limitError(`${maxResultBytes} characters of blocks`);
    }
    this.#blocks += blocks.length;
    this.#characters += characters;
    for (let i = 0; i < blocks.length; i++) this.#send(blocks[i] as string);
  }
}

const ADVICE = ": a content block, a text, or an array of these";

function limitError(most: string): ToolError {
  const message = `an execution can emit ${most} at most, and this one would emit more`;
  return describeFailure(new ToolError(), { name: "EmitError", code: "CONTENT_LIMIT", message });
}
