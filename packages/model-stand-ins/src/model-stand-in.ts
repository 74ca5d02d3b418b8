import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ProviderName } from "./neutral-request.js";
import { PROVIDERS } from "./providers.js";
import {
  countOutcomes,
  type OpenRecord,
  openRecord,
  type ReceivedRequest,
  type RequestCounts,
} from "./received.js";
import { Script, type ScriptOptions } from "./script/script.js";
import { Exchange } from "./wire/exchange.js";
import { Loopback } from "./wire/loopback.js";
import type { Provider } from "./wire/provider.js";

/** Which provider a stand-in is, and what it says. */
export interface ModelStandInOptions extends ScriptOptions {
  readonly provider: ProviderName;
}

/** A running service that speaks a model provider's protocol and says what its script says. */
export class ModelStandIn {
  readonly provider: ProviderName;
  /** The only key it accepts. Ollama wants none. */
  readonly apiKey: string;
  readonly #provider: Provider;
  readonly #script: Script;
  readonly #loopback: Loopback;
  readonly #records: OpenRecord[] = [];
  #serial = 0;
  #origin = "";
  #closing: Promise<void> | undefined;

  private constructor({ provider, ...script }: ModelStandInOptions) {
    this.provider = provider;
    this.apiKey = `stand-in-key-of-${provider}`;
    this.#provider = PROVIDERS[provider];
    this.#script = new Script(script);
    this.#loopback = new Loopback((request, response) => void this.#serve(request, response));
  }

  /** Starts a stand-in on a free port of the loopback interface. */
  static async start(options: ModelStandInOptions): Promise<ModelStandIn> {
    const standIn = new ModelStandIn(options);
    standIn.#origin = await standIn.#loopback.listen();
    return standIn;
  }

  /** What the client's own option for a base URL has to be given. */
  get baseUrl(): string {
    return this.#origin + this.#provider.basePath;
  }

  /** Every request that arrived, in order, those that were refused among them. */
  received(): readonly ReceivedRequest[] {
    return this.#records;
  }

  counts(): RequestCounts {
    return countOutcomes(this.#records);
  }

  forgetReceived(): void {
    this.#records.length = 0;
  }

  /** Ends all connections; nothing is left behind. */
  async close(): Promise<void> {
    this.#closing ??= this.#loopback.close();
    await this.#closing;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    // A client that goes away while it still sends has asked nothing.
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const record = openRecord(method, url, headers, body);
    this.#records.push(record);
    this.#serial += 1;
    const { apiKey } = this;
    await new Exchange(this.#provider, this.#script, record, response).run(apiKey, this.#serial);
  }
}

/** Starts a stand-in for a model provider on the loopback interface. */
export function startModelStandIn(options: ModelStandInOptions): Promise<ModelStandIn> {
  return ModelStandIn.start(options);
}
