import { SSEClientTransport, SseError } from "@modelcontextprotocol/sdk/client/sse.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { watchBody } from "./watch-body.js";

/** The SDK's transport, with errors of `fetch` as they were thrown, and without reconnecting. */
export class SseTransport extends SSEClientTransport {
  readonly #failure: { error?: unknown };

  constructor(url: URL, send: FetchLike, requestInit: RequestInit) {
    const failure: { error?: unknown } = {};
    const noting: FetchLike = async (target, init) => {
      try {
        return watchBody(await send(target, init));
      } catch (error) {
        failure.error = error;
        throw error;
      }
    };
    super(url, { requestInit, fetch: noting });
    this.#failure = failure;
    // An SSE session is its stream. The SDK opens another without the handshake, to which no answer comes.
    this.onerror = (error) => {
      if (error instanceof SseError) void this.close();
    };
  }

  /** The SDK keeps no more of an error than its message. */
  override async start(): Promise<void> {
    try {
      await super.start();
    } catch (error) {
      throw this.#failure.error ?? error;
    }
  }
}
