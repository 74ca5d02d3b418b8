import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { EventEnds } from "./event-ends.js";
import { isMessage, readMessages } from "./read-messages.js";

const NEWLINE = 0x0a;
const RETURN = 0x0d;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Passes on a stream of events, and puts right those that the SDK would drop without a word: batches, and messages
 * with a null too many. Answers that are none are told of by their ids, and left out.
 */
export class EventMender {
  readonly #onMalformed: (id: RequestId) => void;
  readonly #ends = new EventEnds();
  /** What has come of an event that is not over. */
  #held: Bytes[] = [];
  #endsInReturn = false;
  /** Its lines end by returns alone, which nobody sends: it is passed on as it is. */
  #isForeign = false;

  constructor(onMalformed: (id: RequestId) => void) {
    this.#onMalformed = onMalformed;
  }

  /** What is to be passed on by now; empty while an event is not over. */
  push(chunk: Bytes): Bytes {
    this.#isForeign ||= this.#hasLoneReturn(chunk);
    const over = this.#isForeign ? chunk.length : this.#ends.lastIn(chunk);
    this.#held.push(chunk.subarray(0, over));
    const events = over > 0 ? joined(this.#held) : new Uint8Array();
    if (over > 0) this.#held = [];
    if (over < chunk.length) this.#held.push(chunk.subarray(over));
    return this.#isForeign || over === 0 ? events : this.#mended(events);
  }

  /** What is left when the stream has ended. */
  end(): Bytes {
    return joined(this.#held.splice(0));
  }

  #hasLoneReturn(chunk: Bytes): boolean {
    if (this.#endsInReturn && chunk.length > 0 && chunk[0] !== NEWLINE) return true;
    this.#endsInReturn = chunk.at(-1) === RETURN;
    for (let at = chunk.indexOf(RETURN); at >= 0; at = chunk.indexOf(RETURN, at + 1)) {
      if (at + 1 < chunk.length && chunk[at + 1] !== NEWLINE) return true;
    }
    return false;
  }

  #mended(bytes: Bytes): Bytes {
    const events = eventsIn(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const mended = events.map((lines) => this.#mendedEvent(lines) ?? lines);
    if (mended.every((lines, index) => lines === events[index])) return bytes;
    const text = mended.map((lines) => lines.map((line) => `${line}\n`).join(""));
    return new TextEncoder().encode(`${text.join("\n")}\n`);
  }

  /** The lines of what stands for an event; `undefined` for one that may stay as it is. */
  #mendedEvent(lines: readonly string[]): string[] | undefined {
    const data = lines.filter(isData).map(contentOf).join("\n");
    const isOther = lines.some((line) => line.startsWith("event:") && !isOfMessage(line));
    if (data === "" || isOther || isMessage(data)) return undefined;
    let isMalformed = false;
    const messages = readMessages(data, (id) => {
      isMalformed = true;
      this.#onMalformed(id);
      return [];
    });
    const others = lines.filter((line) => !isData(line));
    if (messages.length === 0) return isMalformed ? others : undefined;
    return messages.flatMap((message, index) => [
      ...(index === 0 ? [] : [""]),
      ...others,
      `data: ${JSON.stringify(message)}`,
    ]);
  }
}

/** The lines of each event. */
function eventsIn(text: string): (readonly string[])[] {
  const events: string[][] = [];
  let event: string[] = [];
  for (const ended of text.split("\n")) {
    const line = ended.endsWith("\r") ? ended.slice(0, -1) : ended;
    if (line !== "") event.push(line);
    else if (event.length > 0) {
      events.push(event);
      event = [];
    }
  }
  return events;
}

function isData(line: string): boolean {
  return line.startsWith("data:") || line === "data";
}

function contentOf(line: string): string {
  return line.slice("data:".length).replace(/^ /, "");
}

/** The SDK passes over events of other names. */
function isOfMessage(line: string): boolean {
  return /^event: ?(message)?$/.test(line);
}

function joined(parts: readonly Bytes[]): Bytes {
  const [first = new Uint8Array()] = parts;
  if (parts.length <= 1) return first;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
