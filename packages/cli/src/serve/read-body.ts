import type { IncomingMessage } from "node:http";

/** Bytes of one request: code and its arguments are short. */
const MAX_BODY = 4 << 20;

/** Bytes that are read and dropped, so that a client which still writes can hear that it is too much. */
const MAX_DROPPED = 64 << 20;

/** A body that is not taken. */
export class BodyError extends Error {
  readonly status: 400 | 413;
  /** The code of JSON-RPC. */
  readonly code: number;

  constructor(status: 400 | 413, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The body of a request, parsed; a byte order mark is no part of it. @throws BodyError */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_DROPPED) throw tooLarge();
    if (length > MAX_BODY) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (length > MAX_BODY) throw tooLarge();
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    throw new BodyError(400, -32_700, "Parse error: the body is not JSON.");
  }
}

function tooLarge(): BodyError {
  return new BodyError(413, -32_600, `The body is larger than ${MAX_BODY} bytes.`);
}
