import { encodeArguments, messageOf } from "./encode-value.js";
import { create, PromiseClass, parse, stringify } from "./primordials.js";
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
      () =>
        `"type":"search","query":${stringify(query) ?? '""'},"detail":${stringify(detail) ?? null}`,
    );
  }

  /** Settles a call; a number that is not pending is ignored. */
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
        const code = "TOOL_ARGUMENTS_INVALID";
        reject(
          describeFailure(error, { name: "ToolArgumentsError", code, message: messageOf(thrown) }),
        );
        return;
      }
      const id = ++this.#last;
      this.#pending[id] = { resolve, reject, error };
      this.#send(`{"id":${id},${text}}`);
    });
  }
}

const ENDED: CallFailure = parse(
  '{"name":"ToolError","code":"TOOL_CALL_CANCELLED","message":"the execution has ended; this call was not made"}',
);
