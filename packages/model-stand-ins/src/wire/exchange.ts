import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenRecord } from "../received.js";
import type { Script } from "../script/script.js";
import { type FaultTurn, isFault } from "../script/turn.js";
import { ApiError } from "./api-error.js";
import type { Call, Endpoint, Provider } from "./provider.js";
import { replyTo } from "./reply.js";
import { sendAnswer } from "./send-answer.js";

/** One request and what is answered to it. */
export class Exchange {
  readonly #provider: Provider;
  readonly #script: Script;
  readonly #record: OpenRecord;
  readonly #response: ServerResponse;
  readonly #call: Call;
  /** Aborts when the client goes away, or the answer has ended. */
  readonly #gone = new AbortController();

  constructor(provider: Provider, script: Script, record: OpenRecord, response: ServerResponse) {
    this.#provider = provider;
    this.#script = script;
    this.#record = record;
    this.#response = response;
    const { method, path, headers } = record;
    this.#call = { method, url: new URL(path, "http://stand-in"), headers };
    response.on("close", () => this.#gone.abort());
  }

  /** Answers, and ends the record; never rejects. */
  async run(apiKey: string, serial: number): Promise<void> {
    try {
      await this.#answer(apiKey, serial);
    } catch (error) {
      if (error instanceof ApiError) this.#end(error);
      else if (this.#gone.signal.aborted) this.#record.outcome = "given up by the client";
      else this.#end(new ApiError("invalid", `The script failed: ${error}`));
    }
  }

  async #answer(apiKey: string, serial: number): Promise<void> {
    const endpoint = this.#endpointFor(apiKey);
    const record = this.#record;
    record.json = this.#parse(record.body);
    const { request, answer } = endpoint.read(record.json, this.#call);
    record.request = request;
    const { turn, conversation, index } = await this.#script.choose(request);
    Object.assign(record, { turn, conversation, index });
    if (turn === undefined) {
      throw new ApiError("invalid", `The script has no turn ${index + 1}: add it to its turns.`);
    }
    const { signal } = this.#gone;
    signal.throwIfAborted();
    if (turn.delayMs !== undefined) await sleep(turn.delayMs, undefined, { signal });
    if (isFault(turn)) {
      await this.#fail(turn);
      return;
    }
    const reply = replyTo(request, turn, { serial, callId: this.#provider.callId });
    const wire = answer(reply);
    record.status = 200;
    const provider = this.#provider;
    record.outcome = await sendAnswer(this.#response, wire, { provider, turn, signal });
  }

  #endpointFor(apiKey: string): Endpoint {
    const { endpoints, key, checkHeaders } = this.#provider;
    const { method, url } = this.#call;
    const endpoint = endpoints.find(({ path }) => path.test(url.pathname));
    if (endpoint === undefined || method !== "POST") {
      throw new ApiError("not-found", `${method} ${url.pathname} is not an operation of this API`);
    }
    const given = key?.of(this.#call);
    if (key !== undefined && given !== apiKey) throw key.wrong(given);
    checkHeaders?.(this.#call);
    return endpoint;
  }

  #parse(body: string): unknown {
    try {
      return JSON.parse(body);
    } catch (error) {
      throw new ApiError("invalid", `The body of the request is not valid JSON: ${error}`);
    }
  }

  async #fail(turn: FaultTurn): Promise<void> {
    const { fault, retryAfterSeconds, message } = turn;
    if (fault === "silence") {
      // Rejects when the client goes away, or when the stand-in is closed.
      await sleep(2 ** 30, undefined, { signal: this.#gone.signal, ref: false });
    } else if (fault === "disconnect") this.#response.socket?.resetAndDestroy();
    else {
      const kind = fault === "bad-request" ? "invalid" : fault;
      const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      this.#sendError(new ApiError(kind, message ?? FAULT_MESSAGES[fault], details));
    }
    this.#record.outcome = "failed";
  }

  /** A request is refused before there is a turn for it; afterwards it is the turn that fails. */
  #end(error: ApiError): void {
    if (this.#record.turn === undefined) {
      this.#record.outcome = "refused";
      this.#record.refusal = error.message;
    } else this.#record.outcome = "failed";
    this.#sendError(error);
  }

  #sendError(error: ApiError): void {
    const { status, body } = this.#provider.error(error);
    const { retryAfterSeconds } = error.details;
    this.#record.status = status;
    if (this.#response.headersSent) return;
    this.#response
      .writeHead(status, {
        "content-type": "application/json",
        ...(retryAfterSeconds !== undefined && { "retry-after": `${retryAfterSeconds}` }),
      })
      .end(JSON.stringify(body));
  }
}

const FAULT_MESSAGES = {
  "rate-limit": "Rate limit reached: too many requests.",
  "server-error": "The server had an error while processing your request.",
  overloaded: "The service is overloaded. Try again later.",
  "bad-request": "The request could not be processed.",
} as const;
