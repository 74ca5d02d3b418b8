import { type CallTarget, ToolCallError } from "../bridge/tool-call-error.js";
import type { ExecutionGate } from "../contract/executor-host.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { failureMessage, replyMessage } from "../protocol/host-messages.js";
import type {
  CallMessage,
  GuestMessage,
  RequestMessage,
  SearchMessage,
} from "../protocol/messages.js";

/** What a guest asks the gate for. */
export type GuestRequest = CallMessage | RequestMessage | SearchMessage;

const NO_REQUESTS = "this client gives code neither resources nor prompts";

/** Answers what one guest asks, within bounds. */
export class GuestRequests {
  readonly #gate: ExecutionGate;
  readonly #maxCharacters: number;
  /** Of the requests that have not been answered: their arguments are in memory until then. */
  #characters = 0;
  #last = 0;

  constructor(gate: ExecutionGate, maxCharacters: number) {
    this.#gate = gate;
    this.#maxCharacters = maxCharacters;
  }

  /**
   * Who asks the same twice would have its call made twice.
   *
   * @throws ToolweaveError `PROTOCOL_VIOLATION` for a message whose number is not above the last.
   */
  checkNumber(message: GuestMessage): void {
    if (!("id" in message) || message.type === "timer") return;
    if (message.id <= this.#last) {
      const text = `The sandbox sent the request ${message.id} again, or out of turn.`;
      throw new ToolweaveError("PROTOCOL_VIOLATION", text);
    }
    this.#last = message.id;
  }

  /** The message with the answer, or with why there is none. `characters` are those of the request. */
  async answer(request: GuestRequest, characters: number): Promise<string> {
    const { id } = request;
    this.#characters += characters;
    try {
      if (this.#characters > this.#maxCharacters) throw this.#tooMuch();
      return replyMessage(id, await this.#make(request));
    } catch (thrown) {
      return failureMessage(id, ToolCallError.from(thrown, targetOf(request)).toFailure());
    } finally {
      this.#characters -= characters;
    }
  }

  /** @throws ToolweaveError `CAPABILITY_MISSING`. */
  #make(request: GuestRequest): Promise<string> {
    const gate = this.#gate;
    if (request.type === "call") return gate.call(request);
    if (request.type === "search") {
      return gate.search(request.query, request.detail).then((found) => JSON.stringify(found));
    }
    // A client of another version of this package may not know of it.
    if (gate.request === undefined) throw new ToolweaveError("CAPABILITY_MISSING", NO_REQUESTS);
    return gate.request(request);
  }

  #tooMuch(): ToolweaveError {
    return new ToolweaveError(
      "TOOL_CALL_LIMIT",
      `the arguments of the calls under way have more than ${this.#maxCharacters} characters together; ` +
        "await some of them first",
    );
  }
}

function targetOf(request: GuestRequest): CallTarget {
  if (request.type === "search") return { server: "", tool: "search_tools" };
  const { server } = request;
  return { server, tool: request.type === "call" ? request.tool : request.method };
}
