import type { ExecutionResult } from "../contract/execution.js";
import { jsonText } from "./json-text.js";
import { listCalls } from "./list-calls.js";

/** A field of what a model is told of an execution, or several of them. */
export interface EnvelopePart {
  /** The field's name; `undefined` if the value is an object with several fields of the envelope. */
  readonly key: string | undefined;
  readonly value: unknown;
  /** The value as JSON. */
  readonly text: string;
}

const OWN_FIELDS: readonly unknown[] = [
  "result",
  "logs",
  "error",
  "execution_time",
  "calls",
  "content",
];

/** The fields of the envelope, in order; `content` tells of the blocks that follow it. */
export function envelopeParts(
  execution: ExecutionResult,
  content?: string | undefined,
): EnvelopePart[] {
  const { tool_calls, error_details: _, content: __, ...envelope } = execution;
  const calls = envelope.error === null ? undefined : listCalls(tool_calls ?? []);
  const fields = { ...envelope, result: envelope.result ?? null, calls, content };
  return Object.entries(fields).flatMap(([key, value]) => {
    const text = jsonText(value);
    return text === undefined ? [] : [{ key, value, text }];
  });
}

/** The parts with those fields as one of which only the executor knows. */
export function gatherOthers(parts: readonly EnvelopePart[]): EnvelopePart[] {
  const own = parts.filter(({ key }) => OWN_FIELDS.includes(key));
  const others = parts.filter(({ key }) => !OWN_FIELDS.includes(key));
  if (others.length === 0) return own;
  const value = Object.fromEntries(others.map(({ key, value }) => [key, value]));
  return [...own, { key: undefined, value, text: joinParts(others) }];
}

/** The length of the envelope's JSON text, which may be too large to be made for that. */
export function joinedLength(parts: readonly EnvelopePart[]): number {
  const values = parts.reduce((sum, { text }) => sum + text.length, 0);
  return values + joinParts(parts.map(({ key }) => ({ key, text: "" }))).length;
}

/** The JSON text of the envelope. */
export function joinParts(parts: readonly Omit<EnvelopePart, "value">[]): string {
  const fields = parts.map(({ key, text }) =>
    key === undefined ? text.slice(1, -1) : `${JSON.stringify(key)}:${text}`,
  );
  return `{${fields.join(",")}}`;
}
