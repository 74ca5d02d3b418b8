import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Frame } from "./frames.js";

/** What ends a frame: it never stands in JSON, but in escaped form. */
const END = "\x1e";
/** What a compressed frame begins with. */
const COMPRESSED = "z";
/** Longer payloads are compressed: they cross a network, and services that handle bytes one by one. */
const COMPRESS_ABOVE = 16_384;
const MAX_PAYLOAD_BYTES = 512 << 20;

/** A frame as text: its kind, one digit, and its payload, which is JSON. */
export function frameText({ kind, payload }: Pick<Frame, "kind" | "payload">): string {
  if (payload.length > COMPRESS_ABOVE) {
    const short = deflateRawSync(payload, { level: 1 }).toString("base64");
    if (short.length < payload.length) return `${COMPRESSED}${kind}${short}${END}`;
  }
  return `${kind}${without(END, without("\n", payload))}${END}`;
}

/** What JSON has in escaped form alone, and would end a packet or a frame before its time. */
function without(character: string, json: string): string {
  return json.includes(character) ? json.replaceAll(character, " ") : json;
}

/** Takes a stream of text apart into frames. All are of one sandbox, since a process hosts one guest. */
export class TextFrameDecoder {
  readonly #onFrame: (frame: Frame) => void;
  #begun: string[] = [];

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  /** @throws Error for a compressed frame that is none. */
  push(text: string): void {
    let start = 0;
    for (;;) {
      const end = text.indexOf(END, start);
      this.#begun.push(text.slice(start, end < 0 ? undefined : end));
      if (end < 0) return;
      const frame = this.#begun.join("");
      this.#begun = [];
      this.#onFrame(readFrame(frame));
      start = end + 1;
    }
  }
}

function readFrame(text: string): Frame {
  if (!text.startsWith(COMPRESSED)) {
    return { kind: Number(text[0]), sandbox: 1, payload: text.slice(1) };
  }
  const options = { maxOutputLength: MAX_PAYLOAD_BYTES };
  const payload = inflateRawSync(Buffer.from(text.slice(2), "base64"), options).toString();
  return { kind: Number(text[1]), sandbox: 1, payload };
}
