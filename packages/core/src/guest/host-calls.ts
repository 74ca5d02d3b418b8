import type { ServerMethod } from "../contract/server-method.js";
import { encodeArguments, encodeValue, messageOf } from "./encode-value.js";
import type { LateStacks } from "./engine-needs.js";
import type { NeglectedFailures } from "./neglected-failures.js";
import {
  create,
  defineProperty,
  ErrorClass,
  isArray,
  PromiseClass,
  stringify,
  TypeErrorClass,
} from "./primordials.js";
import { type CallFailure, describeFailure, ToolError } from "./tool-error.js";

/** What code asks something of the host with. */
export type RequestFunction = (...args: unknown[]) => Promise<unknown>;

type Encode = (args: readonly unknown[]) => string;

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly error: ToolError;
  readonly name: string;
}

/** The guest's half of every request to the host: numbers them, sends them, settles them. */
export class HostCalls {
  #last = 0;
  #closed = false;
  #maxCharacters = 0;
  readonly #pending: Record<number, PendingCall> = create(null) as Record<number, PendingCall>;
  readonly #send: (message: string) => void;
  readonly #stacks: LateStacks;
  readonly #failures: NeglectedFailures;

  constructor(send: (message: string) => void, stacks: LateStacks, failures: NeglectedFailures) {
    this.#send = send;
    this.#stacks = stacks;
    this.#failures = failures;
  }

  /** Requests of more characters are not sent. */
  open(maxCharacters: number): void {
    this.#maxCharacters = maxCharacters;
  }

  /** A function that calls a tool; `inCode` is how it looks in code, `head` what {@link callHead} says of it. */
  toolFunction(name: string, inCode: string, head: string): RequestFunction {
    return this.#requestFunction(name, inCode, head, encodeArguments);
  }

  /** A function that asks a server for one of its resources or prompts, or for a list of them. */
  askingFunction(
    name: string,
    inCode: string,
    server: string,
    method: ServerMethod,
  ): RequestFunction {
    const head = `"type":"request","server":${stringify(server)},"method":"${method}","args":`;
    return this.#requestFunction(name, inCode, head, encodeArguments);
  }

  searchFunction(): RequestFunction {
    const encode = (args: readonly unknown[]): string =>
      `${queryOf(given(args, 0))},"detail":${detailOf(given(args, 1))}`;
    const name = "search_tools";
    return this.#requestFunction(name, name, '"type":"search","query":', encode);
  }

  recallFunction(): RequestFunction {
    const encode = (args: readonly unknown[]): string => textOrNull(given(args, 0));
    return this.#requestFunction("recall", "recall", '"type":"recall","handle":', encode);
  }

  /** Settles a call; a number that is not pending is ignored. `failure` must be bare. */
  settle(id: number, value: unknown, failure: CallFailure | undefined): void {
    const call = this.#pending[id];
    if (call === undefined) return;
    delete this.#pending[id];
    if (failure === undefined) call.resolve(value);
    else call.reject(this.#failed(call.error, call.name, failure));
  }

  /** After this, calls fail without being sent. */
  close(): void {
    this.#closed = true;
  }

  /**
   * The error that a request will fail with is made where it is made, so that its stack leads there, and in the
   * function itself, for to walk the stack takes longer than the rest of the guest's part: with few frames, of
   * which one is of this runtime.
   */
  #requestFunction(name: string, inCode: string, head: string, encode: Encode): RequestFunction {
    const stacks = this.#stacks;
    const request: RequestFunction = (...args) => {
      let error: ToolError | undefined;
      try {
        const limit = ErrorClass.stackTraceLimit;
        if (limit > STACK_FRAMES) {
          ErrorClass.stackTraceLimit = STACK_FRAMES;
          stacks.isLate = true;
          error = new ToolError();
          stacks.isLate = false;
          ErrorClass.stackTraceLimit = limit;
        }
      } catch {
        // The code has frozen the class, or put something else in the place of the number; or the stack is full.
        stacks.isLate = false;
        error = undefined;
      }
      return this.#request(error ?? new ToolError(), inCode, head, args, encode);
    };
    defineProperty(request, "name", { __proto__: null, value: name } as PropertyDescriptor);
    return request;
  }

  #request(
    error: ToolError,
    name: string,
    head: string,
    args: readonly unknown[],
    encode: Encode,
  ): Promise<unknown> {
    return new PromiseClass((resolve, reject) => {
      if (this.#closed) {
        reject(this.#failed(error, name, ENDED));
        return;
      }
      let text: string;
      try {
        text = head + encode(args);
      } catch (thrown) {
        reject(this.#failed(error, name, invalidArguments(messageOf(thrown))));
        return;
      }
      if (text.length > this.#maxCharacters) {
        reject(this.#failed(error, name, tooLong(text.length, this.#maxCharacters)));
        return;
      }
      const id = ++this.#last;
      this.#pending[id] = { resolve, reject, error, name };
      this.#send(`{"id":${id},${text}}`);
    });
  }

  #failed(error: ToolError, name: string, failure: CallFailure): ToolError {
    describeFailure(error, failure);
    this.#stacks.write(error);
    if (!this.#closed) this.#failures.add(error, name, failure.message);
    return error;
  }
}

/** The head of the message for a call of one tool. */
export function callHead(server: string, tool: string): string {
  return `"type":"call","server":${stringify(server)},"tool":${stringify(tool)},"args":`;
}

/** That of this runtime, which nobody is shown, and four of the model's. */
const STACK_FRAMES = 5;

const ENDED = {
  __proto__: null,
  name: "ToolError",
  code: "TOOL_CALL_CANCELLED",
  message: "the execution has ended; this call was not made",
} as CallFailure;

function invalidArguments(message: string): CallFailure {
  const code = "TOOL_ARGUMENTS_INVALID";
  return { __proto__: null, name: "ToolArgumentsError", code, message } as CallFailure;
}

function tooLong(length: number, most: number): CallFailure {
  return invalidArguments(
    `the arguments have ${length} characters as JSON, and ${most} are allowed: send less, or in parts`,
  );
}

/** Not what the code has put on the prototype of arrays. */
function given(args: readonly unknown[], at: number): unknown {
  return at < args.length ? args[at] : undefined;
}

function textOrNull(value: unknown): string {
  return typeof value === "string" ? stringify(value) : "null";
}

/** What is in the options, and whether there is such a level of detail, is checked by the host. */
function queryOf(query: unknown): string {
  if (query === undefined || query === null) return "null";
  if (typeof query === "string") return stringify(query);
  if (typeof query === "object" && !isArray(query)) return encodeValue(query) ?? "null";
  throw wrongSearch("query must be a string", query);
}

function detailOf(level: unknown): string {
  if (level === undefined || level === null) return "null";
  if (typeof level === "string") return stringify(level);
  throw wrongSearch("detail_level must be one of names, descriptions, full", level);
}

/** In the words in which the host refuses what is in the options. */
function wrongSearch(rule: string, value: unknown): TypeError {
  return new TypeErrorClass(`In a tool search ${rule}, not ${kindOf(value)}.`);
}

function kindOf(value: unknown): string {
  if (isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
