import { SSEClientTransport, SseError } from "@modelcontextprotocol/sdk/client/sse.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { readMessages } from "./read-messages.js";
import { watchBody } from "./watch-body.js";

/** The SDK's transport, with errors of `fetch` as they were thrown, all messages read, and without reconnecting. */
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
    this.#readAll();
  }

  /** The SDK knows no batches, and drops an answer that is malformed, for which its request would wait. */
  #readAll(): void {
    const source = Reflect.get(this, "_eventSource") as { onmessage: unknown } | undefined;
    if (source === undefined) return;
    source.onmessage = ({ data }: { readonly data: string }) => {
      for (const message of readMessages(data)) this.onmessage?.(message);
    };
  }
}
