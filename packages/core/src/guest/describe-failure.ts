import { THREW_VALUE } from "../protocol/thrown-value.js";
import { encodeValue, messageOf } from "./encode-value.js";
import {
  isError,
  isOutOfMemory,
  OUT_OF_MEMORY_MESSAGE,
  OUT_OF_MEMORY_NAME,
} from "./out-of-memory.js";
import { bareArray, indexOfText, inherits, isArray, StringOf, sliceText } from "./primordials.js";

/** What the guest tells the host of a failed execution: strings only, and nothing inherited. */
export interface FailureReport {
  readonly __proto__: null;
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
}

const AggregateErrorPrototype = AggregateError.prototype;
const PREVIEW = 200;
/** As many are told of the errors that one stands for. */
const MOST_ERRORS = 20;
/** Characters of a name, a message or a stack: no limit of the execution's bounds them. */
const LONGEST = 1 << 20;

/** The code of code that did not begin: none of what it threw itself. */
export const NOT_BEGUN = "CODE_INVALID";

/**
 * Reads an error, or whatever was thrown instead, without trusting a single property of it. `ownCode` is
 * for errors of this runtime.
 */
export function reportFailure(thrown: unknown, ownCode?: string): FailureReport {
  try {
    if (isOutOfMemory(thrown) && (thrown as Error).message !== OUT_OF_MEMORY_MESSAGE) {
      return OUT_OF_MEMORY;
    }
    if (isError(thrown)) {
      const code = ownCode ?? codeOf(thrown as { code?: unknown });
      return {
        __proto__: null,
        name: cut(StringOf(thrown.name)),
        message: cut(withCauses(thrown)),
        code,
        stack: framesOf(StringOf(thrown.stack), thrown),
      };
    }
  } catch (error) {
    if (isOutOfMemory(error)) return OUT_OF_MEMORY;
  }
  try {
    return placeless("Error", `${THREW_VALUE}${written(thrown)}`);
  } catch (error) {
    if (isOutOfMemory(error)) return OUT_OF_MEMORY;
    return placeless("Error", `${THREW_VALUE}${messageOf(error)}`);
  }
}

function placeless(name: string, message: string): FailureReport {
  return { __proto__: null, name, message, code: "", stack: "" };
}

/** Made ahead: there may be no memory left for it, since there was none to read what was thrown. */
const OUT_OF_MEMORY: FailureReport = placeless(OUT_OF_MEMORY_NAME, OUT_OF_MEMORY_MESSAGE);

function codeOf({ code }: { readonly code?: unknown }): string {
  return typeof code === "string" && code !== NOT_BEGUN ? cut(code) : "";
}

function cut(text: string): string {
  const { length } = text;
  return length <= LONGEST
    ? text
    : `${sliceText(text, 0, LONGEST)}… (${length - LONGEST} characters more)`;
}

/** Of a long stack, what stands behind the message with which most engines begin it. */
function framesOf(stack: string, { message }: Error): string {
  if (stack.length <= 2 * LONGEST) return stack;
  const text = StringOf(message);
  const at = text.length <= LONGEST ? -1 : indexOfText(stack, text);
  return cut(at < 0 ? stack : sliceText(stack, at + text.length));
}

/** The message of an error with those of the errors that it stands for, up to a number of them. */
export function withCauses(error: Error): string {
  return messageWith(error, bareArray());
}

function messageWith(error: Error, seen: Error[]): string {
  seen[seen.length] = error;
  let message = StringOf(error.message);
  try {
    if (inherits(AggregateErrorPrototype, error)) {
      const errors = listed((error as AggregateError).errors, seen);
      // Not every engine has a message for `Promise.any`.
      if (message === "") message = errors;
      else if (errors !== "") message += ` (${errors})`;
    }
    const { cause } = error;
    if (cause !== undefined) message += ` (cause: ${messageOfPart(cause, seen)})`;
  } catch {
    // What is there besides the message cannot be read.
  }
  return message;
}

function listed(errors: unknown, seen: Error[]): string {
  if (!isArray(errors)) return "";
  const { length } = errors;
  let list = "";
  for (let i = 0; i < length && i < MOST_ERRORS; i++) {
    list += (i === 0 ? "" : "; ") + messageOfPart(errors[i], seen);
  }
  return length > MOST_ERRORS ? `${list}; and ${length - MOST_ERRORS} more` : list;
}

/** What an error stands for may stand for others, and be met again. */
function messageOfPart(part: unknown, seen: Error[]): string {
  if (typeof part !== "object" || part === null) return messageOf(part);
  if (!isError(part)) return "message" in part ? messageOf(part) : preview(part);
  if (seen.length >= MOST_ERRORS) return messageOf(part);
  for (let i = 0; i < seen.length; i++) if (seen[i] === part) return messageOf(part);
  return messageWith(part, seen);
}

function preview(part: unknown): string {
  try {
    return written(part);
  } catch (error) {
    return messageOf(error);
  }
}

/** @throws whatever keeps the value from being written, as its size may. */
function written(thrown: unknown): string {
  // All of a long text would be written as JSON before it is cut.
  const shown = typeof thrown === "string" ? sliceText(thrown, 0, PREVIEW) : thrown;
  const text = encodeValue(shown) ?? "undefined";
  return text.length > PREVIEW ? `${sliceText(text, 0, PREVIEW)}…` : text;
}
