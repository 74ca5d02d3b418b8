import type { NeutralRequest } from "../neutral-request.js";
import type { AnswerTurn, ScriptedUsage } from "../script/turn.js";

/** Characters to a token, roughly, where a script gives no usage. */
const CHARACTERS_PER_TOKEN = 4;
const DEFAULT_PIECE_LENGTH = 12;

/** A tool call on its way out: with an id, and its arguments as the text that is sent. */
export interface ReplyToolCall {
  readonly id: string;
  readonly name: string;
  readonly argsText: string;
}

/** An answer with all that a script may leave open filled in. */
export interface Reply {
  readonly request: NeutralRequest;
  readonly text: string;
  readonly refusal: string | undefined;
  readonly toolCalls: readonly ReplyToolCall[];
  readonly usage: ScriptedUsage;
  readonly isCut: boolean;
  /** A number of this answer among all of the stand-in, for ids. */
  readonly serial: number;
  /** Unix time, in milliseconds. */
  readonly at: number;
  /** A text in the pieces in which it is streamed. */
  pieces(text: string): readonly string[];
}

/** Fills in what a turn leaves open. */
export function replyTo(
  request: NeutralRequest,
  turn: AnswerTurn,
  { serial, callId }: { serial: number; callId: (serial: number) => string },
): Reply {
  const { text = "", toolCalls = [], refusal, pieceLength = DEFAULT_PIECE_LENGTH } = turn;
  const calls = toolCalls.map(({ name, args, id }, index) => ({
    id: id ?? callId(serial * 100 + index),
    name,
    argsText: typeof args === "string" ? args : JSON.stringify(args),
  }));
  const said = [text, refusal ?? "", ...calls.map(({ name, argsText }) => name + argsText)];
  return {
    request,
    text,
    refusal,
    toolCalls: calls,
    usage: turn.usage ?? {
      inputTokens: tokensOf(JSON.stringify([request.system, request.messages, request.tools])),
      outputTokens: tokensOf(said.join("")),
    },
    isCut: turn.stop === "max-tokens",
    serial,
    at: Date.now(),
    pieces: (whole) => piecesOf(whole, pieceLength),
  };
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** Cut between characters, never within one that takes two code units. */
function piecesOf(text: string, length: number): readonly string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += length) {
    pieces.push(characters.slice(at, at + length).join(""));
  }
  return pieces;
}
