import { type CallFailure, PROTOCOL_VERSION, type PrepareRequest } from "./messages.js";

/** Builds what the code will find. Sent once, first: the guest does it while the host reads the code. */
export function prepareMessage(request: PrepareRequest): string {
  const { namespaces } = request;
  let text = namespacesAsText.get(namespaces);
  if (text === undefined) {
    text = JSON.stringify(namespaces);
    namespacesAsText.set(namespaces, text);
  }
  // Written out: to have it done takes longer than all else that a small execution begins with.
  const limits = LIMITS.map((name) => `"${name}":${finite(request[name])}`).join();
  return `{"type":"prepare","version":${PROTOCOL_VERSION},"seed":"${randomSeed()}",${limits},"namespaces":${text}}`;
}

const LIMITS = ["maxLogBytes", "maxResultBytes", "maxContentBlocks"] as const;

/** JSON has no word for a limit that is none. */
function finite(limit: number): number {
  return Math.min(limit, Number.MAX_SAFE_INTEGER);
}

/** They may name thousands of tools, and change seldom. */
const namespacesAsText = new WeakMap<PrepareRequest["namespaces"], string>();

/** Starts the execution; `code` is the text of an async function expression. Sent once. */
export function runMessage(code: string): string {
  return `{"type":"run","code":${JSON.stringify(code)}}`;
}

/** Resolves a call with a value that is JSON text already. */
export function replyMessage(id: number, json: string): string {
  return `{"type":"reply","id":${id},"value":${json}}`;
}

/** Rejects a call; without the content of the error if that cannot be said in JSON. */
export function failureMessage(id: number, error: CallFailure): string {
  try {
    return JSON.stringify({ type: "reply", id, error });
  } catch {
    // The server's own blocks can be nested too deeply, or, in this process, be anything.
    const { content: _, ...rest } = error;
    return JSON.stringify({ type: "reply", id, error: rest });
  }
}

/** Says that a timer came due. */
export function tickMessage(id: number): string {
  return `{"type":"tick","id":${id}}`;
}

/** 64 hex digits for the guest's `crypto`, which has no entropy of its own. */
function randomSeed(): string {
  const { crypto } = globalThis;
  return `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "");
}
