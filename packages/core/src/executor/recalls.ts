import { supervisedCall } from "../bridge/supervised-call.js";
import { ToolCallError } from "../bridge/tool-call-error.js";
import type { CallSupervisor } from "../contract/call-supervisor.js";
import type { ExecutorHost } from "../contract/executor-host.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { failureMessage, replyMessage } from "../protocol/host-messages.js";
import type { RecallMessage } from "../protocol/messages.js";

const TARGET = { server: "", tool: "recall" };

/** Answers the recalls of one execution, up to a limit: a few words of the guest can ask for megabytes. */
export class Recalls {
  readonly #host: Pick<ExecutorHost, "recall">;
  readonly #supervisor: Pick<CallSupervisor, "call"> | undefined;
  #charactersLeft: number;

  constructor(
    host: Pick<ExecutorHost, "recall">,
    maxCharacters: number,
    supervisor?: CallSupervisor | undefined,
  ) {
    this.#host = host;
    this.#charactersLeft = maxCharacters;
    const recall = supervisor?.recall?.bind(supervisor);
    this.#supervisor = recall && { call: recall };
  }

  /** The message for the guest. Never rejects. */
  async answer({ id, handle }: RecallMessage): Promise<string> {
    try {
      const isOf = (tool: string): boolean => tool === TARGET.tool;
      const request = { ...TARGET, id, args: [handle], isOf };
      const json = await supervisedCall(this.#supervisor, request, () => this.#recall(handle));
      return replyMessage(id, this.#counted(json));
    } catch (thrown) {
      const { code, message } = ToolCallError.from(thrown, TARGET);
      const error = new ToolCallError("RecallError", code, message, TARGET);
      return failureMessage(id, error.toFailure());
    }
  }

  async #recall(handle: string): Promise<string> {
    // A host of another version of this package may not know of it.
    if (this.#host.recall === undefined) {
      throw new ToolweaveError("RECALL_UNKNOWN", "Nothing is kept here that could be recalled.");
    }
    return this.#host.recall(handle);
  }

  #counted(json: string): string {
    this.#charactersLeft -= json.length;
    if (this.#charactersLeft >= 0) return json;
    throw new ToolweaveError(
      "RECALL_LIMIT",
      "This execution has recalled too much. Recall a value once, and keep it in a variable.",
    );
  }
}
