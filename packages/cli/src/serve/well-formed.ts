import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

/** Stands for what is no character, as wherever text is decoded. */
const REPLACEMENT = "\ufffd";

/** A backslash that is written as two, or half of a character: which `JSON.stringify` writes as an escape. */
const ESCAPES = /(\\\\)|\\ud[89a-f][\da-f]{2}/g;

/**
 * Has a connected transport send texts that everybody can read. Code that cuts a text may leave half of a character,
 * and parsers in other languages refuse all of a message that has one: the client would wait for its answer.
 */
export function sendWellFormed(transport: Transport): void {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send(wellFormedMessage(message), options);
}

/** The JSON text of a value, with no half of a character in any of its texts. */
export function wellFormedJson(text: string): string {
  return text.replace(ESCAPES, (found, backslash?: string) =>
    backslash === undefined ? REPLACEMENT : found,
  );
}

/** An id is left as it is: it is the client's own, which can read it. */
function wellFormedMessage({ jsonrpc, ...message }: JSONRPCMessage): JSONRPCMessage {
  const { id } = message as { id?: unknown };
  const rest = wellFormed(message) as object;
  return { jsonrpc, ...rest, ...(id === undefined ? {} : { id }) } as JSONRPCMessage;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return wellFormedText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [wellFormedText(key), wellFormed(each)]));
}

function wellFormedText(text: string): string {
  // Most texts have none at all, which is seen much sooner.
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, REPLACEMENT) : text;
}
