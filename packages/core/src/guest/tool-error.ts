import { defineProperty, ErrorClass } from "./primordials.js";

/** What the host says of a call that failed. */
export interface CallFailure {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly server?: string;
  readonly tool?: string;
  readonly content?: unknown;
}

/** The error a failed tool call rejects with; a global of the guest, so that `instanceof` works. */
export class ToolError extends ErrorClass {
  declare readonly code: string | undefined;
  declare readonly server: string | undefined;
  declare readonly tool: string | undefined;
  declare readonly content: unknown;
}
for (const named of [ToolError, ToolError.prototype]) {
  // The class has lost its own to minification.
  defineProperty(named, "name", { value: "ToolError", writable: true, configurable: true });
}

/** Fills an error that was made at the place of the call, so that its stack leads there. */
export function describeFailure(error: ToolError, failure: CallFailure): ToolError {
  set(error, "message", failure.message, false);
  if (failure.name !== "ToolError") set(error, "name", failure.name, false);
  set(error, "code", failure.code, true);
  set(error, "server", failure.server, true);
  set(error, "tool", failure.tool, true);
  set(error, "content", failure.content, true);
  return error;
}

function set(error: ToolError, key: string, value: unknown, enumerable: boolean): void {
  const descriptor = { __proto__: null, value, enumerable, writable: true, configurable: true };
  defineProperty(error, key, descriptor);
}
