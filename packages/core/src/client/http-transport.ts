import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CancelledNotificationSchema,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { HttpRequest, HttpRequests } from "./http-requests.js";
import { leftOutAnswer, lostAnswer } from "./lost-answer.js";
import { MessageTooLarge } from "./message-size.js";
import { askedPause, setAskedPause } from "./retry-after.js";
import { tameReconnection } from "./tame-reconnection.js";
import { isEventStream, watchBody } from "./watch-body.js";

/** The SDK still reads what the stream brought last when it has ended. */
const READING_MS = 100;
/** How the SDK says that it has given up resuming a stream. */
const GAVE_UP = /Maximum reconnection attempts/;
const LIST_CHANGED: JSONRPCNotification = {
  jsonrpc: "2.0",
  method: "notifications/tools/list_changed",
};
/** How often in a row the SDK tries to resume a stream, and after what pauses; its own numbers. */
const MOST_RETRIES = 2;
const reconnectionOptions = {
  initialReconnectionDelay: 1_000,
  maxReconnectionDelay: 30_000,
  reconnectionDelayGrowFactor: 1.5,
  maxRetries: MOST_RETRIES,
};
/** A server that hangs must not hold one connection more for each request that it has not answered. */
const CANCEL_MS = 5_000;
const CANCELLED = "notifications/cancelled";
const ACCEPTED = 202;
/** What the SDK takes for a server that has no such stream, and asks for it no more. */
const NO_STREAM = 405;

type SendOptions = Parameters<StreamableHTTPClientTransport["send"]>[1];

/**
 * The SDK's transport, except that a request fails when what was to bring its answer has ended without
 * it, and that nothing is left of a request that is over: the SDK lets the one wait for its timeout, and
 * keeps the connection of the other, or resumes it.
 */
export class HttpTransport extends StreamableHTTPClientTransport {
  readonly #send: FetchLike;
  readonly #requests = new HttpRequests();
  /** The stream by which the server speaks of itself, and how often in a row it could not be opened. */
  readonly #own = { failures: 0 };
  /** That stream broke, and the SDK has given it up. */
  #isDeaf = false;
  #closed = false;

  constructor(url: URL, send: FetchLike, requestInit: RequestInit) {
    const fetch: FetchLike = (target, init) => this.#fetch(target, init);
    super(url, { requestInit, fetch, reconnectionOptions });
    this.#send = send;
    tameReconnection(this);
    // The SDK's client keeps these and calls them first.
    this.onmessage = (message) => {
      if (!("id" in message) || message.id === undefined || "method" in message) return;
      // The SDK knows of itself that none is resumed after a result.
      this.#requests.remove(message.id, "result" in message ? "over" : "resumable");
    };
    this.onerror = ({ message }) => {
      if (GAVE_UP.test(message)) this.#giveUp();
    };
  }

  override async send(
    message: JSONRPCMessage | JSONRPCMessage[],
    options?: SendOptions,
  ): Promise<void> {
    if (Array.isArray(message)) return super.send(message, options);
    if (!isJSONRPCRequest(message)) {
      const cancelled = CancelledNotificationSchema.safeParse(message).data?.params.requestId;
      const sending = super.send(message, options);
      if (cancelled === undefined) return sending;
      const request = this.#requests.remove(cancelled, "resumable");
      return sending.finally(() => request?.end());
    }
    if (this.#isDeaf) this.#listenAgain();
    const { id } = message;
    const request = this.#requests.add(id);
    const onresumptiontoken = (token: string): void => {
      request.token = token;
      options?.onresumptiontoken?.(token);
    };
    try {
      await super.send(message, { ...options, onresumptiontoken });
    } catch (error) {
      this.#requests.remove(id, "resumable")?.end();
      setAskedPause(error, request.askedPause);
      throw error;
    }
  }

  override async close(): Promise<void> {
    this.#closed = true;
    await super.close();
  }

  async #fetch(url: string | URL, init?: RequestInit): Promise<Response> {
    const token = new Headers(init?.headers).get("last-event-id");
    if (init?.method === "GET") return this.#openStream(url, init, token);
    const { id, method } = posted(init);
    if (method === CANCELLED) return this.#sendCancellation(url, init);
    const request = id === undefined ? undefined : this.#requests.get(id);
    if (id === undefined || request === undefined) return watchBody(await this.#send(url, init));
    const signal = request.follow(init?.signal);
    const response = await this.#send(url, { ...init, signal });
    request.askedPause = askedPause(response);
    if (!response.ok || response.status === ACCEPTED) return watchBody(response);
    request.isStreamed = isEventStream(response);
    return watchBody(response, {
      onMalformed: this.#failMalformed,
      onEnd: (error) => {
        request.release();
        setTimeout(() => this.#endOf(id, error), READING_MS);
      },
    });
  }

  async #sendCancellation(url: string | URL, init: RequestInit | undefined): Promise<Response> {
    const sending = new HttpRequest();
    const signal = sending.follow(init?.signal);
    sending.endWithin(CANCEL_MS);
    try {
      return watchBody(await this.#send(url, { ...init, signal }));
    } finally {
      sending.release();
    }
  }

  /** @param token the event after which a stream that broke goes on. */
  async #openStream(url: string | URL, init: RequestInit, token: string | null): Promise<Response> {
    if (this.#closed || (token !== null && this.#requests.isOver(token))) return noStream();
    const request = token === null ? undefined : this.#requests.ofToken(token);
    const stream = request ?? this.#own;
    const signal = request?.follow(init.signal) ?? init.signal ?? null;
    const response = await this.#send(url, { ...init, signal }).catch((error: unknown) => {
      stream.failures++;
      throw error;
    });
    if (!response.ok && response.status !== NO_STREAM) {
      stream.failures++;
      return watchBody(response);
    }
    stream.failures = 0;
    if (response.ok && isEventStream(response)) {
      return watchBody(response, {
        // The SDK would forget where it was if this stream, too, broke before its first event.
        ...(token !== null && { before: `id: ${token}\ndata:\n\n` }),
        onMalformed: this.#failMalformed,
        onEnd: () => request?.release(),
      });
    }
    await response.body?.cancel();
    // The SDK asks no more, or, where the answer is a page, for ever.
    if (request?.id !== undefined) this.#lose(request.id);
    return noStream();
  }

  readonly #failMalformed = (id: RequestId): void => {
    if (this.#requests.get(id) === undefined) return;
    this.onmessage?.(leftOutAnswer(id, "it sent an event without a valid answer to this request"));
  };

  #endOf(id: RequestId, error: unknown): void {
    const request = this.#requests.get(id);
    if (request === undefined) return;
    if (error instanceof MessageTooLarge) {
      this.onmessage?.(leftOutAnswer(id, error.message));
    } else if (request.token === undefined) {
      const what = request.isStreamed ? "it ended the stream" : "it answered";
      const reason = `${what} without a valid answer to this request`;
      this.onmessage?.(error === undefined ? leftOutAnswer(id, reason) : lostAnswer(id));
    }
  }

  /** Answers a request whose stream the SDK does not resume any more. */
  #lose(id: RequestId): void {
    this.#requests.remove(id, "over");
    this.onmessage?.(lostAnswer(id));
  }

  /** Which streams it has given up is not said. */
  #giveUp(): void {
    for (const id of this.#requests.givenUp(MOST_RETRIES)) this.#lose(id);
    if (this.#own.failures < MOST_RETRIES) return;
    this.#own.failures = 0;
    this.#isDeaf = true;
    // Nobody will be told of changes from now on.
    this.onmessage?.(LIST_CHANGED);
  }

  /** Opens the server's own stream anew; what it would have told of in the meantime is not known. */
  #listenAgain(): void {
    this.#isDeaf = false;
    this.resumeStream("").then(
      () => this.onmessage?.(LIST_CHANGED),
      () => {
        this.#isDeaf = true;
      },
    );
  }
}

function noStream(): Response {
  return new Response(null, { status: NO_STREAM });
}

/** What a POST carries. */
function posted(init: RequestInit | undefined): { id?: RequestId; method?: unknown } {
  if (init?.method !== "POST" || typeof init.body !== "string") return {};
  try {
    const { id, method } = JSON.parse(init.body) as { id?: RequestId; method?: unknown };
    // What has an id and no method is an answer.
    return method === undefined || id === undefined ? { method } : { id, method };
  } catch {
    return {};
  }
}
