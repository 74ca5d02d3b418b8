import type { SandboxSpec } from "../sandbox/sandbox.js";

const DEFAULT_TIMEOUT_MS = 300_000;

/** The JSON object that a request to the control plane carries; nothing is an empty one. */
export function parseBody(text: string): Readonly<Record<string, unknown>> {
  if (text === "") return {};
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new SyntaxError("the body is not a JSON object");
}

/** What a request to create a sandbox asks for. */
export function sandboxSpec(body: Readonly<Record<string, unknown>>): SandboxSpec {
  return {
    templateId: String(body["templateID"]),
    timeoutMs: timeoutOf(body),
    metadata: textsOf(body["metadata"]),
    envs: textsOf(body["envVars"]),
    pausesAtTimeout: body["autoPause"] === true,
  };
}

/** A request's `timeout`, which is in seconds, in milliseconds. */
export function timeoutOf({ timeout }: Readonly<Record<string, unknown>>): number {
  return typeof timeout === "number" ? timeout * 1000 : DEFAULT_TIMEOUT_MS;
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
