import { encodeArguments, encodeValue, messageOf } from "./encode-value.js";
import { create, isArray, PromiseClass, stringify } from "./primordials.js";
import { type CallFailure, describeFailure, ToolError } from "./tool-error.js";

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly error: ToolError;
}

/** The guest's half of every request to the host: numbers them, sends them, settles them. */
export class HostCalls {
  #last = 0;
  #closed = false;
  readonly #pending: Record<number, PendingCall> = create(null) as Record<number, PendingCall>;
  readonly #send: (message: string) => void;

  constructor(send: (message: string) => void) {
    this.#send = send;
  }

  callTool(server: string, tool: string, args: readonly unknown[]): Promise<unknown> {
    return this.#request(
      () =>
        `"type":"call","server":${stringify(server)},"tool":${stringify(tool)},"args":${encodeArguments(args)}`,
    );
  }

  search(query: unknown, detail: unknown): Promise<unknown> {
    return this.#request(
      () => `"type":"search","query":${textOrOptions(query)},"detail":${textOrNull(detail)}`,
    );
  }

  recall(handle: unknown): Promise<unknown> {
    return this.#request(() => `"type":"recall","handle":${textOrNull(handle)}`);
  }

  /** Settles a call; a number that is not pending is ignored. `failure` must be bare. */
  settle(id: number, value: unknown, failure: CallFailure | undefined): void {
    const call = this.#pending[id];
    if (call === undefined) return;
    delete this.#pending[id];
    if (failure === undefined) call.resolve(value);
    else call.reject(describeFailure(call.error, failure));
  }

  /** After this, calls fail without being sent. */
  close(): void {
    this.#closed = true;
  }

  #request(body: () => string): Promise<unknown> {
    return new PromiseClass((resolve, reject) => {
      const error = new ToolError();
      if (this.#closed) {
        reject(describeFailure(error, ENDED));
        return;
      }
      let text: string;
      try {
        text = body();
      } catch (thrown) {
        reject(describeFailure(error, invalidArguments(messageOf(thrown))));
        return;
      }
      const id = ++this.#last;
      this.#pending[id] = { resolve, reject, error };
      this.#send(`{"id":${id},${text}}`);
    });
  }
}

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

function textOrNull(value: unknown): string {
  return typeof value === "string" ? stringify(value) : "null";
}

/** Options are checked by the host; a query of any other kind counts as none. */
function textOrOptions(query: unknown): string {
  if (typeof query !== "object" || query === null || isArray(query)) return textOrNull(query);
  return encodeValue(query) ?? "null";
}
