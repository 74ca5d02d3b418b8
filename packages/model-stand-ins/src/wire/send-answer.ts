import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerTurn } from "../script/turn.js";
import { ApiError } from "./api-error.js";
import type { Provider, WireAnswer } from "./provider.js";

/** How the sending of an answer ended. */
export type Sent = "answered" | "broken off";

/** Sends an answer as its turn says; rejects when the client goes away meanwhile. */
export async function sendAnswer(
  response: ServerResponse,
  answer: WireAnswer,
  { provider, turn, signal }: { provider: Provider; turn: AnswerTurn; signal: AbortSignal },
): Promise<Sent> {
  if ("body" in answer) return sendWhole(response, answer.body, turn);
  const { breakOff, eventDelayMs = 0 } = turn;
  const last = answer.events.length - 1;
  const events = answer.events.slice(0, breakOff && Math.min(breakOff.afterEvents, last));
  response.writeHead(200, { "content-type": answer.contentType, "cache-control": "no-cache" });
  response.flushHeaders();
  for (const [index, event] of events.entries()) {
    if (index > 0 && eventDelayMs > 0) await sleep(eventDelayMs, undefined, { signal });
    // The last goes out together with the end, so that nobody sees the one without the other.
    if (breakOff !== undefined || index < last) await write(response, event, signal);
    else response.end(event);
  }
  if (breakOff === undefined) return "answered";
  if (breakOff.how === "error-event") {
    response.end(provider.errorEvent(new ApiError("overloaded", "Overloaded")));
  } else cutShort(response);
  return "broken off";
}

function sendWhole(response: ServerResponse, body: unknown, { breakOff }: AnswerTurn): Sent {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { "content-type": "application/json", "content-length": text.length });
  if (breakOff === undefined) {
    response.end(text);
    return "answered";
  }
  response.write(text.subarray(0, text.length >> 1));
  cutShort(response);
  return "broken off";
}

/** One write to the socket for each event: what is sent later must not be waited for. */
function write(response: ServerResponse, event: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    response.write(event, (error) => (error ? reject(error) : resolve()));
  });
}

/** Ends the connection, but not the answer, once what was written before has left. */
function cutShort({ socket }: ServerResponse): void {
  socket?.destroySoon();
}
