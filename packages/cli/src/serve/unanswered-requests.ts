import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CancelledNotificationSchema,
  ErrorCode,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";

/** Why requests are not answered when a signal ends serving. */
export const ENDING = "toolweave was ended before this request was answered.";

/** Why requests are not answered when a client ends its session. */
export const SESSION_ENDED = "The client ended the session before this request was answered.";

/** The requests of a connected transport that have come in and have not been answered. */
export class UnansweredRequests {
  readonly #ids = new Set<RequestId>();
  readonly #transport: Transport;
  readonly #watchers = new Set<() => void>();

  constructor(transport: Transport) {
    this.#transport = transport;
    const { onmessage } = transport;
    const send = transport.send.bind(transport);
    transport.onmessage = (message, extra) => {
      if (this.#received(message)) onmessage?.(message, extra);
    };
    transport.send = async (message, options) => {
      try {
        await send(message, options);
      } finally {
        if ("id" in message && !("method" in message)) this.remove(message.id);
      }
    };
  }

  has(id: RequestId): boolean {
    return this.#ids.has(id);
  }

  /** Counts a request that is about to come in. */
  add(id: RequestId): void {
    this.#ids.add(id);
  }

  /** Counts a request no longer that is never to be answered. */
  remove(id: RequestId | undefined): void {
    if (id === undefined || !this.#ids.delete(id)) return;
    for (const look of this.#watchers) look();
  }

  /** Resolves once none of these is left: each is answered or cancelled. */
  gone(ids: readonly RequestId[]): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (ids.some((id) => this.#ids.has(id))) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Resolves once there are none, or after so many milliseconds. */
  async settled(longestMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestMs);
    });
    await Promise.race([this.gone([...this.#ids]), late]);
    clearTimeout(timer);
  }

  /** Answers them all with an error. */
  async fail(message: string): Promise<void> {
    const error = { code: ErrorCode.ConnectionClosed, message };
    const answers = [...this.#ids].map((id) => this.#transport.send({ jsonrpc: "2.0", id, error }));
    await Promise.allSettled(answers);
  }

  /** False for a message that is not to be passed on. */
  #received(message: JSONRPCMessage): boolean {
    if (isJSONRPCRequest(message)) this.#ids.add(message.id);
    const cancelled = CancelledNotificationSchema.safeParse(message);
    if (!cancelled.success) return true;
    const { requestId } = cancelled.data.params;
    // The SDK would cancel a request that comes right behind it, which then had no answer.
    if (requestId === undefined || !this.#ids.has(requestId)) return false;
    // What is cancelled is never answered.
    this.remove(requestId);
    return true;
  }
}
