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

/** The requests of a connected transport that have come in and have not been answered. */
export class UnansweredRequests {
  readonly #ids = new Set<RequestId>();
  readonly #transport: Transport;
  #onEmpty: (() => void) | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    const { onmessage } = transport;
    const send = transport.send.bind(transport);
    transport.onmessage = (message, extra) => {
      this.#received(message);
      onmessage?.(message, extra);
    };
    transport.send = async (message, options) => {
      try {
        await send(message, options);
      } finally {
        if ("id" in message && !("method" in message)) this.#remove(message.id);
      }
    };
  }

  /** Resolves once there are none, or after so many milliseconds. */
  async settled(longestMs: number): Promise<void> {
    if (this.#ids.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Answers them all with an error. */
  async fail(message: string): Promise<void> {
    const error = { code: ErrorCode.ConnectionClosed, message };
    const answers = [...this.#ids].map((id) => this.#transport.send({ jsonrpc: "2.0", id, error }));
    await Promise.allSettled(answers);
  }

  #received(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) this.#ids.add(message.id);
    const cancelled = CancelledNotificationSchema.safeParse(message);
    // What is cancelled is never answered.
    if (cancelled.success) this.#remove(cancelled.data.params.requestId);
  }

  #remove(id: RequestId | undefined): void {
    if (id === undefined || !this.#ids.delete(id)) return;
    if (this.#ids.size === 0) this.#onEmpty?.();
  }
}
