import type { NeutralRequest } from "../neutral-request.js";
import type { Turn, TurnFunction, TurnList } from "./turn.js";

/** What a stand-in says. */
export interface ScriptOptions {
  /** The turns of all requests that belong to none of `conversations`; or what decides on each. */
  readonly turns?: TurnList | TurnFunction;
  /**
   * Conversations that go on at once, by a text that stands in the first message of the user. Each
   * has its own turns, or a function, with a count of its own.
   */
  readonly conversations?: Readonly<Record<string, TurnList | TurnFunction>>;
}

/** The turn for a request, and the conversation it belongs to ("" for none by name). */
export interface Chosen {
  readonly conversation: string;
  /** Undefined when the script has come to its end. */
  readonly turn: Turn | undefined;
  readonly index: number;
}

/** Chooses the turn for each request. */
export class Script {
  readonly #turns: TurnList | TurnFunction;
  readonly #conversations: ReadonlyMap<string, TurnList | TurnFunction>;
  readonly #counts = new Map<string, number>();

  constructor({ turns = [], conversations = {} }: ScriptOptions) {
    this.#turns = turns;
    this.#conversations = new Map(Object.entries(conversations));
  }

  async choose(request: NeutralRequest): Promise<Chosen> {
    const conversation = this.#conversationOf(request);
    // Counted before anything is awaited, so that no two requests at once get the same turn.
    const index = this.#counts.get(conversation) ?? 0;
    this.#counts.set(conversation, index + 1);
    const turns = this.#conversations.get(conversation) ?? this.#turns;
    const turn = typeof turns === "function" ? turns : turns[index];
    return {
      conversation,
      index,
      turn: typeof turn === "function" ? await turn(request, { index }) : turn,
    };
  }

  #conversationOf({ messages }: NeutralRequest): string {
    const first = messages.find(({ role }) => role === "user")?.text ?? "";
    return [...this.#conversations.keys()].find((marker) => first.includes(marker)) ?? "";
  }
}
