import {
  AIMessage,
  type BaseMessage,
  type HumanMessage,
  ToolMessage,
} from "@langchain/core/messages";
import { hideArtifact } from "../tools/tool-answer.js";

/** The messages of one run, in a conversation that middleware may shorten and rewrite meanwhile. */
export class RunMessages {
  /** What the run begins with; a run that is resumed begins with nothing. */
  readonly input: HumanMessage | undefined;
  readonly #before: ReadonlySet<string | undefined>;
  readonly #answers: ToolMessage[] = [];
  readonly #said = new Set<string | undefined>();
  /** What has come before the run was over, and what after that. Some get their ids later than they are told of. */
  readonly #standing = new Set<string | undefined>();
  readonly #unnamed: BaseMessage[] = [];
  readonly #addenda: BaseMessage[] = [];
  /** What the model has said last, if it was to call no tool: by that, it has ended the run itself. */
  #conclusion: AIMessage | undefined;

  constructor(before: readonly BaseMessage[], input: HumanMessage | undefined) {
    this.input = input;
    this.#before = new Set(before.map(({ id }) => id));
  }

  /**
   * Keeps who has said what, as it is said, and answers of tools as they are made: a checkpointer may not have
   * all of their artifacts.
   */
  note(messages: readonly BaseMessage[]): void {
    this.#answers.push(...messages.filter(ToolMessage.isInstance));
    for (const message of messages) {
      this.#said.add(message.id);
      const isAnswer = AIMessage.isInstance(message);
      this.#conclusion = isAnswer && !message.tool_calls?.length ? message : undefined;
    }
  }

  /** Keeps what comes before a run is over, and what middleware gives after that. */
  noteEnd({ before, after }: Readonly<Record<"before" | "after", readonly BaseMessage[]>>): void {
    for (const message of before) {
      if (message.id === undefined) this.#unnamed.push(message);
      else this.#standing.add(message.id);
    }
    this.#addenda.push(...after);
  }

  /** True if the model ended the run itself, whatever has become of its answer since. */
  get isConcluded(): boolean {
    return this.#conclusion !== undefined;
  }

  /** A conversation without what was added behind its end: what middleware says in the model's place does end it. */
  upToEnd(conversation: readonly BaseMessage[]): readonly BaseMessage[] {
    const unnamed = new Set(this.#unnamed.map(({ id }) => id));
    const stood = (id: string | undefined): boolean =>
      [this.#before, this.#standing, unnamed].some((ids) => ids.has(id)) || id === this.input?.id;
    const added = new Set(this.#addenda.map(({ id }) => id));
    // A message that was given as a plain object is told of without the id that it gets.
    let nameless = this.#addenda.filter(({ id }) => id === undefined).length;
    const isAdded = (each: BaseMessage): boolean =>
      !AIMessage.isInstance(each) && !stood(each.id) && (added.has(each.id) || nameless-- > 0);
    const end = conversation.findLastIndex((each) => !isAdded(each));
    return conversation.slice(0, end + 1);
  }

  /** The model is asked once more. */
  goesOn(): void {
    this.#conclusion = undefined;
  }

  /** The text that middleware has ended a conversation with, in the model's place: none if it has said nothing. */
  endOf(conversation: readonly BaseMessage[]): string | undefined {
    const last = conversation.at(-1);
    const isModels = this.#before.has(last?.id) || this.#said.has(last?.id);
    if (AIMessage.isInstance(last) && !isModels) {
      return this.#isConcluded(conversation) ? undefined : last.text;
    }
    // A tool may have ended it by its answer. The model has not: it was not asked, or its calls were not made.
    const isOver = this.#conclusion !== undefined || ToolMessage.isInstance(last);
    return isOver ? undefined : "";
  }

  /** True if the model ended the run, though middleware has put words of its own in the place of its last, or behind. */
  #isConcluded(conversation: readonly BaseMessage[]): boolean {
    const conclusion = this.#conclusion;
    if (conclusion === undefined) return false;
    const place = conversation.findIndex(({ id }) => id === conclusion.id);
    return place === -1 || conversation.slice(place).every(AIMessage.isInstance);
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
