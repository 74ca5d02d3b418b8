import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { onAbort } from "./on-abort.js";

/** A server may have a moment to end by itself what it has nothing more to say by. */
const LINGER_MS = 1_000;

/** What is sent, from then until nothing more is to come of it. */
export class HttpRequest {
  readonly id: RequestId | undefined;
  readonly #abort = new AbortController();
  #unfollow: (() => void) | undefined;
  #lingering: ReturnType<typeof setTimeout> | undefined;
  /** The last of the server's events, from which the SDK asks for the rest when a stream breaks. */
  token: string | undefined;
  /** Its answer comes by a stream. */
  isStreamed = false;
  /** The milliseconds after which the server wants it again, having refused it. */
  askedPause: number | undefined;
  /** How often in a row its stream could not be resumed. */
  failures = 0;

  constructor(id?: RequestId) {
    this.id = id;
  }

  /** For a connection of its: ends with the signal, or when the request is ended by itself. */
  follow(signal: AbortSignal | null | undefined): AbortSignal {
    if (signal) this.#unfollow ??= onAbort(signal, () => this.#abort.abort(signal.reason));
    return this.#abort.signal;
  }

  /** Its connection is over. */
  release(): void {
    clearTimeout(this.#lingering);
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  /** Nobody waits for it any more: its connection is let go. */
  end(): void {
    this.release();
    this.#abort.abort();
  }

  /** `end`, if its connection is not over by then. */
  endWithin(ms: number): void {
    if (this.#unfollow === undefined) return;
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => this.end(), ms);
    this.#lingering.unref?.();
  }
}

/** The requests of one transport. */
export class HttpRequests {
  /** By their ids as text: some servers give back the text of a number, which the SDK takes for it. */
  readonly #pending = new Map<string, HttpRequest>();
  /** Those that are over, but whose streams the SDK would resume. */
  readonly #resumable = new Set<HttpRequest>();

  get(id: RequestId): HttpRequest | undefined {
    return this.#pending.get(String(id));
  }

  /** The request whose stream is asked for from this event on. */
  ofToken(token: string): HttpRequest | undefined {
    for (const request of this.#pending.values()) if (request.token === token) return request;
    return undefined;
  }

  add(id: RequestId): HttpRequest {
    const request = new HttpRequest(id);
    this.#pending.set(String(id), request);
    return request;
  }

  /** Those that wait although their streams could not be resumed so many times. */
  givenUp(failures: number): RequestId[] {
    const given = [...this.#pending.values()].filter((each) => each.failures >= failures);
    return given.flatMap(({ id }) => id ?? []);
  }

  /** Forgets a request that is over. */
  remove(id: RequestId, stream: "over" | "resumable"): HttpRequest | undefined {
    const request = this.get(id);
    this.#pending.delete(String(id));
    request?.endWithin(LINGER_MS);
    if (request?.token !== undefined && stream === "resumable") this.#resumable.add(request);
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
