import {
  StreamableHTTPClientTransport,
  type StreamableHTTPClientTransportOptions,
} from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { lostAnswer } from "./lost-answer.js";
import { watchEnd } from "./watch-end.js";

/** The SDK still reads what the stream brought last when it has ended. */
const READING_MS = 100;
/** How the SDK says that it has given up resuming streams. */
const GAVE_UP = /Maximum reconnection attempts/;

interface PendingRequest {
  /** The server numbers its events, so the SDK asks it for the rest when a stream breaks. */
  resumable: boolean;
  ended: boolean;
}

type SendOptions = Parameters<StreamableHTTPClientTransport["send"]>[1];

/**
 * The SDK's transport, except that a request fails when the stream that was to bring its answer has
 * ended without it. The SDK lets it wait for its timeout.
 */
export class HttpTransport extends StreamableHTTPClientTransport {
  readonly #pending = new Map<RequestId, PendingRequest>();

  constructor(url: URL, options: StreamableHTTPClientTransportOptions) {
    super(url, { ...options, fetch: (target, init) => this.#fetch(target, init) });
    // The SDK's client keeps these and calls them first.
    this.onmessage = (message) => {
      if ("id" in message && message.id !== undefined) this.#pending.delete(message.id);
    };
    this.onerror = ({ message }) => {
      if (GAVE_UP.test(message)) this.#failEnded();
    };
  }

  override async send(
    message: JSONRPCMessage | JSONRPCMessage[],
    options?: SendOptions,
  ): Promise<void> {
    if (Array.isArray(message) || !isJSONRPCRequest(message)) return super.send(message, options);
    const request: PendingRequest = { resumable: false, ended: false };
    this.#pending.set(message.id, request);
    const onresumptiontoken = (token: string): void => {
      request.resumable = true;
      options?.onresumptiontoken?.(token);
    };
    try {
      await super.send(message, { ...options, onresumptiontoken });
    } catch (error) {
      this.#pending.delete(message.id);
      throw error;
    }
  }

  async #fetch(url: string | URL, init?: RequestInit): Promise<Response> {
    const response = await fetch(url, init);
    const id = requestId(init);
    const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (id === undefined || response.body === null || !streams) return response;
    const { status, statusText, headers } = response;
    const body = watchEnd(response.body, () => setTimeout(() => this.#endOf(id), READING_MS));
    return new Response(body, { status, statusText, headers });
  }

  #endOf(id: RequestId): void {
    const request = this.#pending.get(id);
    if (request === undefined) return;
    request.ended = true;
    if (!request.resumable) this.#fail(id);
  }

  #failEnded(): void {
    for (const [id, { ended }] of this.#pending) if (ended) this.#fail(id);
  }

  #fail(id: RequestId): void {
    this.#pending.delete(id);
    this.onmessage?.(lostAnswer(id));
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
