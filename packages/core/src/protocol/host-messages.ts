import { type CallFailure, PROTOCOL_VERSION, type RunRequest } from "./messages.js";

/** Starts the execution. Sent once, first. */
export function runMessage(request: RunRequest): string {
  return JSON.stringify({ type: "run", version: PROTOCOL_VERSION, ...request, seed: randomSeed() });
}

/** Resolves a call with a value that is JSON text already. */
export function replyMessage(id: number, json: string): string {
  return `{"type":"reply","id":${id},"value":${json}}`;
}

/** Rejects a call. */
export function failureMessage(id: number, error: CallFailure): string {
  return JSON.stringify({ type: "reply", id, error });
}

/** Says that a timer came due. */
export function tickMessage(id: number): string {
  return `{"type":"tick","id":${id}}`;
}

/** 64 hex digits for the guest's `crypto`, which has no entropy of its own. */
function randomSeed(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
