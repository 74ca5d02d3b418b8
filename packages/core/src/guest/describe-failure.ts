import { encodeValue, messageOf } from "./encode-value.js";
import { ErrorClass, StringOf } from "./primordials.js";

/** What the guest tells the host of a failed execution: strings only. */
export interface FailureReport {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
}

/** Reads an error, or whatever was thrown instead, without trusting a single property of it. */
export function reportFailure(thrown: unknown): FailureReport {
  try {
    if (thrown instanceof ErrorClass) {
      const code = (thrown as { code?: unknown }).code;
      return {
        name: StringOf(thrown.name),
        message: withCauses(thrown),
        code: typeof code === "string" ? code : "",
        stack: StringOf(thrown.stack),
      };
    }
  } catch {}
  return {
    name: "Error",
    message: `The code threw a value that is not an Error: ${preview(thrown)}`,
    code: "",
    stack: "",
  };
}

function withCauses(error: Error): string {
  let message = StringOf(error.message);
  if (error instanceof AggregateError && Array.isArray(error.errors)) {
    message += ` (${error.errors.map(messageOf).join("; ")})`;
  }
  if (error.cause !== undefined) message += ` (cause: ${messageOf(error.cause)})`;
  return message;
}

function preview(thrown: unknown): string {
  try {
    const text = encodeValue(thrown) ?? "undefined";
    return text.length > 200 ? `${text.slice(0, 200)}…` : text;
  } catch (error) {
    return messageOf(error);
  }
}
