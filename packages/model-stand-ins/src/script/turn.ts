import type { NeutralRequest } from "../neutral-request.js";

/** A tool call that the model makes. */
export interface ScriptedToolCall {
  readonly name: string;
  /** An object, or a text that is sent as it is: for arguments that are no valid JSON. */
  readonly args: object | string;
  /** Made up, in the provider's style, when there is none. */
  readonly id?: string;
}

/** How many tokens the provider says it counted. */
export interface ScriptedUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** How an answer ends too early. */
export interface BreakOff {
  /**
   * After how many events of the stream, or before the last if there are not so many. An answer
   * that is not streamed breaks off in the middle of its body.
   */
  readonly afterEvents: number;
  /** The connection ends, or the stream goes on with the provider's report of an error. */
  readonly how: "disconnect" | "error-event";
}

/** What the model says: text, tool calls, both, or nothing. */
export interface AnswerTurn {
  readonly text?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** The model refuses, in these words; providers without a mark for it send them as text. */
  readonly refusal?: string;
  /** Estimated from the lengths of texts when there is none. */
  readonly usage?: ScriptedUsage;
  /** "max-tokens": the answer is said to be cut by the limit of tokens. */
  readonly stop?: "max-tokens";
  /** How many characters each piece of a streamed text or of streamed arguments has; 12. */
  readonly pieceLength?: number;
  /** How long the model thinks before anything is sent; 0. */
  readonly delayMs?: number;
  /** How long it waits before each further event of a stream; 0. */
  readonly eventDelayMs?: number;
  readonly breakOff?: BreakOff;
}

/**
 * A request that gets no answer: an error in the provider's own shape, a connection that is reset
 * ("disconnect"), or one on which nothing is ever said ("silence").
 */
export interface FaultTurn {
  readonly fault:
    | "rate-limit"
    | "server-error"
    | "overloaded"
    | "bad-request"
    | "disconnect"
    | "silence";
  /** Sent as the header `retry-after`, in seconds. */
  readonly retryAfterSeconds?: number;
  readonly message?: string;
  readonly delayMs?: number;
}

/** What becomes of one request. */
export type Turn = AnswerTurn | FaultTurn;

/** Decides on a turn when the request has come. */
export type TurnFunction = (request: NeutralRequest, count: RequestCount) => Turn | Promise<Turn>;

/** Which request of its conversation this is. */
export interface RequestCount {
  /** How many requests of the same conversation came before. */
  readonly index: number;
}

/** A conversation: one turn for each request, in order. */
export type TurnList = readonly (Turn | TurnFunction)[];

export function isFault(turn: Turn): turn is FaultTurn {
  return "fault" in turn;
}
