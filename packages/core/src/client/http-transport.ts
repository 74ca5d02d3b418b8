import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CancelledNotificationSchema,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { HttpRequests } from "./http-requests.js";
import { leftOutAnswer, lostAnswer } from "./lost-answer.js";
import { MessageTooLarge } from "./message-size.js";
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
  /** The stream by which the server speaks of itself broke, and the SDK has given it up. */
  #isDeaf = false;
  #closed = false;

  constructor(url: URL, send: FetchLike, requestInit: RequestInit) {
    super(url, { requestInit, fetch: (target, init) => this.#fetch(target, init) });
    this.#send = send;
    tameReconnection(this);
    // The SDK's client keeps these and calls them first.
    this.onmessage = (message) => {
      if (!("id" in message) || message.id === undefined || "method" in message) return;
      this.#requests.remove(message.id, "result" in message ? "by a result" : "otherwise");
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
      const request = this.#requests.remove(cancelled, "otherwise");
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
      this.#requests.remove(id, "otherwise");
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
    const id = requestId(init);
    const request = id === undefined ? undefined : this.#requests.get(id);
    if (id === undefined || request === undefined) return watchBody(await this.#send(url, init));
    const signal = request.follow(init?.signal);
    const response = await this.#send(url, { ...init, signal });
    if (!response.ok || response.status === ACCEPTED) return watchBody(response);
    request.isStreamed = isEventStream(response);
    return watchBody(response, {
      onEnd: (error) => void setTimeout(() => this.#endOf(id, error), READING_MS),
    });
  }

  /** @param token the event after which a stream that broke goes on. */
  async #openStream(url: string | URL, init: RequestInit, token: string | null): Promise<Response> {
    if (this.#closed || (token !== null && this.#requests.isOver(token))) {
      return new Response(null, { status: NO_STREAM });
    }
    if (token === null) return watchBody(await this.#send(url, init));
    const signal = this.#requests.ofToken(token)?.follow(init.signal) ?? init.signal ?? null;
    const response = await this.#send(url, { ...init, signal });
    if (!isEventStream(response)) return watchBody(response);
    // The SDK would forget where it was if this stream, too, broke before its first event.
    return watchBody(response, { before: `id: ${token}\ndata:\n\n` });
  }

  #endOf(id: RequestId, error: unknown): void {
    const request = this.#requests.get(id);
    if (request === undefined) return;
    request.hasEnded = true;
    if (error instanceof MessageTooLarge) {
      this.onmessage?.(leftOutAnswer(id, error.message));
    } else if (request.token === undefined) {
      const what = request.isStreamed ? "it ended the stream" : "it answered";
      const reason = `${what} without a valid answer to this request`;
      this.onmessage?.(error === undefined ? leftOutAnswer(id, reason) : lostAnswer(id));
    }
  }

  #giveUp(): void {
    const ended = this.#requests.ended();
    for (const id of ended) this.onmessage?.(lostAnswer(id));
    if (ended.length > 0) return;
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

/** The id of the request that a POST carries. */
function requestId(init: RequestInit | undefined): RequestId | undefined {
  if (init?.method !== "POST" || typeof init.body !== "string") return undefined;
  try {
    const { id, method } = JSON.parse(init.body) as { id?: RequestId; method?: unknown };
    return method === undefined ? undefined : id;
  } catch {
    return undefined;
  }
}
