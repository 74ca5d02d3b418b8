import { type BaseMessage, type HumanMessage, ToolMessage } from "@langchain/core/messages";
import { hideArtifact } from "../tools/tool-answer.js";

/** The messages of one run, in a conversation that middleware may shorten and rewrite meanwhile. */
export class RunMessages {
  /** What the run begins with; a run that is resumed begins with nothing. */
  readonly input: HumanMessage | undefined;
  readonly #before: ReadonlySet<string | undefined>;
  readonly #answers: ToolMessage[] = [];

  constructor(before: readonly BaseMessage[], input: HumanMessage | undefined) {
    this.input = input;
    this.#before = new Set(before.map(({ id }) => id));
  }

  /** Keeps answers of tools as they are made: a checkpointer may not have all of their artifacts. */
  note(messages: readonly BaseMessage[]): void {
    this.#answers.push(...messages.filter(ToolMessage.isInstance));
  }

  /** Those of a conversation that are the run's own, its input first. */
  among(conversation: readonly BaseMessage[]): BaseMessage[] {
    const own = conversation.filter(({ id }) => !this.#before.has(id));
    const artifacts = new Map(this.#answers.map(({ id, artifact }) => [id, artifact]));
    for (const message of own.filter(ToolMessage.isInstance)) {
      const artifact: unknown = artifacts.get(message.id);
      if (message.artifact === undefined && artifact !== undefined) hideArtifact(message, artifact);
    }
    const { input } = this;
    if (input === undefined) return own;
    // A summary may stand in the place of the input, by its id.
    const place = own.findIndex(({ id }) => id === input.id);
    return [input, ...own.slice(place + 1)];
  }
}
