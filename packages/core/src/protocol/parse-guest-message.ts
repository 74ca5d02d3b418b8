import type { ServerMethod } from "../contract/server-method.js";
import type { ContentBlock } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { contentProblem } from "./content-problem.js";
import type { GuestFailure, GuestMessage } from "./messages.js";

const LEVELS = new Set(["log", "info", "debug", "warn", "error"]);
const METHODS = new Set<unknown>([
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "prompts/list",
  "prompts/get",
] satisfies ServerMethod[]);
const MOST_SHOWN = 80;

/** Characters of a message beside its value, and a log line at its worst: each may be written as six. */
const MOST_BESIDE = 1 << 20;
const MOST_WRITTEN_AS = 6;

/** The limits that the guest keeps, by which its messages have a greatest length. */
export interface MessageLimits {
  readonly maxLogBytes: number;
  readonly maxResultBytes: number;
}

/**
 * Reads one message of the guest, taking over nothing but the fields of its kind.
 *
 * @param limits what the guest was told to keep to; without it a message may have any length.
 * @throws ToolweaveError `PROTOCOL_VIOLATION` for anything the protocol does not know, and for a message
 *   that is longer than a guest would send.
 */
export function parseGuestMessage(text: string, limits?: MessageLimits): GuestMessage {
  if (typeof text !== "string") throw violation(`no text, but ${String(text)}`);
  const most = limits === undefined ? text.length : longest(limits);
  if (text.length > most)
    throw violation(`${text.length} characters: ${text.slice(0, MOST_SHOWN)}`);
  const message = parseObject(text);
  switch (message["type"]) {
    case "call": {
      const { id, server, tool, args } = message;
      if (
        isId(id) &&
        typeof server === "string" &&
        typeof tool === "string" &&
        Array.isArray(args)
      ) {
        return { type: "call", id, server, tool, args };
      }
      break;
    }
    case "request": {
      const { id, server, method, args } = message;
      if (isId(id) && typeof server === "string" && METHODS.has(method) && Array.isArray(args)) {
        return { type: "request", id, server, method: method as ServerMethod, args };
      }
      break;
    }
    case "search": {
      const { id, query, detail } = message;
      if (isId(id)) {
        return {
          type: "search",
          id,
          query: typeof query === "string" || isObject(query) ? query : "",
          // One that does not exist is refused where searches are read.
          detail: typeof detail === "string" ? (detail.slice(0, MOST_SHOWN) as "full") : undefined,
        };
      }
      break;
    }
    case "recall": {
      const { id, handle } = message;
      if (isId(id)) return { type: "recall", id, handle: textOf(handle) };
      break;
    }
    case "log": {
      const { level, text: line } = message;
      if (LEVELS.has(level as never) && typeof line === "string") {
        return { type: "log", level: level as "log", text: line };
      }
      break;
    }
    case "emit": {
      const { block } = message;
      if (contentProblem(block) === undefined) {
        return { type: "emit", block: block as ContentBlock, length: text.length };
      }
      break;
    }
    case "timer": {
      const { id, ms } = message;
      if (isId(id) && (ms === null || typeof ms === "number")) return { type: "timer", id, ms };
      break;
    }
    case "part": {
      const { key, values } = message;
      if ((key === undefined || typeof key === "string") && Array.isArray(values)) {
        return { type: "part", key, values, length: text.length };
      }
      break;
    }
    case "done":
      return parseDone(message);
  }
  throw violation(text);
}

function longest({ maxLogBytes, maxResultBytes }: MessageLimits): number {
  return maxResultBytes + MOST_WRITTEN_AS * maxLogBytes + MOST_BESIDE;
}

function parseDone(message: Record<string, unknown>): GuestMessage {
  const { linesDropped, parts, value, error, tooLarge } = message;
  return {
    type: "done",
    linesDropped: typeof linesDropped === "number" ? linesDropped : 0,
    ...("value" in message ? { value } : {}),
    ...(typeof error === "object" && error !== null ? { error: parseFailure(error) } : {}),
    ...(typeof parts === "number" ? { parts } : {}),
    ...(typeof tooLarge === "number" ? { tooLarge } : {}),
  };
}

function parseFailure(error: object): GuestFailure {
  const { name, message, code, stack } = error as Record<string, unknown>;
  return { name: textOf(name), message: textOf(message), code: textOf(code), stack: textOf(stack) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {}
  throw violation(text);
}

function violation(text: string): ToolweaveError {
  const excerpt = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return new ToolweaveError(
    "PROTOCOL_VIOLATION",
    `The sandbox sent a message that is not of its protocol: ${excerpt}`,
  );
}
