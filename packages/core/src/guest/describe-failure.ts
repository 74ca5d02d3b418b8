import { THREW_VALUE } from "../protocol/thrown-value.js";
import { encodeValue, messageOf } from "./encode-value.js";
import { ErrorClass, inherits, isArray, StringOf, sliceText } from "./primordials.js";

/** What the guest tells the host of a failed execution: strings only, and nothing inherited. */
export interface FailureReport {
  readonly __proto__: null;
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
}

const ErrorPrototype = ErrorClass.prototype;
const AggregateErrorPrototype = AggregateError.prototype;
const PREVIEW = 200;

/** Reads an error, or whatever was thrown instead, without trusting a single property of it. */
export function reportFailure(thrown: unknown): FailureReport {
  try {
    if (isError(thrown)) {
      const { code } = thrown as { code?: unknown };
      return {
        __proto__: null,
        name: StringOf(thrown.name),
        message: withCauses(thrown),
        code: typeof code === "string" ? code : "",
        stack: StringOf(thrown.stack),
      };
    }
  } catch {}
  return {
    __proto__: null,
    name: "Error",
    message: `${THREW_VALUE}${preview(thrown)}`,
    code: "",
    stack: "",
  };
}

function isError(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && inherits(ErrorPrototype, thrown);
}

/** The message of an error with those of the errors that it stands for. */
export function withCauses(error: Error): string {
  let message = StringOf(error.message);
  if (inherits(AggregateErrorPrototype, error)) {
    const errors = listed((error as AggregateError).errors);
    // Not every engine has a message for `Promise.any`.
    if (message === "") message = errors;
    else if (errors !== "") message += ` (${errors})`;
  }
  if (error.cause !== undefined) message += ` (cause: ${messageOf(error.cause)})`;
  return message;
}

function listed(errors: unknown): string {
  if (!isArray(errors)) return "";
  let list = "";
  for (let i = 0; i < errors.length; i++) list += (i === 0 ? "" : "; ") + messageOf(errors[i]);
  return list;
}

function preview(thrown: unknown): string {
  try {
    const text = encodeValue(thrown) ?? "undefined";
    return text.length > PREVIEW ? `${sliceText(text, 0, PREVIEW)}…` : text;
  } catch (error) {
    return messageOf(error);
  }
}
