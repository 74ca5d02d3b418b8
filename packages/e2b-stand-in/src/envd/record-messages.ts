import { isMessage } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import type { Received } from "../received.js";
import { RECORD } from "./call-context.js";

/** Writes the messages of calls into the records of their requests. */
export function recordMessages(received: Received): Interceptor {
  return (next) => async (request) => {
    if (!received.isKept) return next(request);
    const record = request.contextValues.get(RECORD);
    const note = (message: unknown) => received.carried(record, textOf(message));
    if (!request.stream) {
      note(request.message);
      return next(request);
    }
    const message = eachNoted(request.message, note);
    return next({ ...request, message });
  };
}

async function* eachNoted<Value>(
  values: AsyncIterable<Value>,
  note: (value: Value) => void,
): AsyncGenerator<Value> {
  for await (const value of values) {
    note(value);
    yield value;
  }
}

/** A message's values, each on a line, with bytes as the text that they are. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value === undefined || typeof value === "function") return "";
  if (typeof value !== "object" || value === null) return `${value}\n`;
  const entries = Object.entries(value).filter(([name]) => !name.startsWith("$"));
  if (isMessage(value) || Array.isArray(value)) return entries.map(([, v]) => textOf(v)).join("");
  return entries.map(([name, v]) => `${name}=${textOf(v)}`).join("");
}
