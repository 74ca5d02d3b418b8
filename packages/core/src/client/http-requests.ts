import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { onAbort } from "./on-abort.js";

/** A request that has been sent, from then until nothing more is to come of it. */
class HttpRequest {
  readonly #abort = new AbortController();
  #unfollow: (() => void) | undefined;
  /** The last of the server's events, from which the SDK asks for the rest when a stream breaks. */
  token: string | undefined;
  /** Its answer comes by a stream. */
  isStreamed = false;
  hasEnded = false;

  /** Ends with the signal, or when it is ended by itself. */
  follow(signal: AbortSignal | null | undefined): AbortSignal {
    if (signal) this.#unfollow ??= onAbort(signal, () => this.#abort.abort(signal.reason));
    return this.#abort.signal;
  }

  release(): void {
    this.#unfollow?.();
  }

  /** Nobody waits for it any more: its connection is let go. */
  end(): void {
    this.release();
    this.#abort.abort();
  }
}

/** The requests of one transport. */
export class HttpRequests {
  readonly #pending = new Map<RequestId, HttpRequest>();
  /** Those that are over, but whose streams the SDK would resume. */
  readonly #resumable = new Set<HttpRequest>();

  get(id: RequestId): HttpRequest | undefined {
    return this.#pending.get(id);
  }

  /** The request whose stream is asked for from this event on. */
  ofToken(token: string): HttpRequest | undefined {
    for (const request of this.#pending.values()) if (request.token === token) return request;
    return undefined;
  }

  add(id: RequestId): HttpRequest {
    const request = new HttpRequest();
    this.#pending.set(id, request);
    return request;
  }

  /** Those that wait although what was to bring their answer has ended. */
  ended(): RequestId[] {
    return [...this.#pending].filter(([, { hasEnded }]) => hasEnded).map(([id]) => id);
  }

  /** Forgets a request that is over. The SDK knows of itself that none is resumed after a result. */
  remove(id: RequestId, how: "by a result" | "otherwise"): HttpRequest | undefined {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    request?.release();
    if (request?.token !== undefined && how === "otherwise") this.#resumable.add(request);
    return request;
  }

  /** True if the event is one of a request that is over; it is asked once. */
  isOver(token: string): boolean {
    for (const request of this.#resumable) {
      if (request.token === token) return this.#resumable.delete(request);
    }
    return false;
  }
}
