import type { IncomingHttpHeaders } from "node:http";
import type { NeutralRequest, ProviderName } from "../neutral-request.js";
import type { ApiError } from "./api-error.js";
import type { Reply } from "./reply.js";

/** What was asked, before its body is understood. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** An answer that is sent whole, or event by event. */
export type WireAnswer =
  | { readonly body: unknown }
  | { readonly contentType: string; readonly events: readonly string[] };

/** A request that was understood, and how it is answered. */
export interface Understood {
  readonly request: NeutralRequest;
  answer(reply: Reply): WireAnswer;
}

/** One operation of a provider's API. */
export interface Endpoint {
  /** The paths it is found at, each with the `POST` method. */
  readonly path: RegExp;
  /** Understands a body, or throws an ApiError as the provider would. */
  read(body: unknown, call: Call): Understood;
}

/** How a provider speaks. */
export interface Provider {
  readonly name: ProviderName;
  /** What follows the server's address in the client's base URL. */
  readonly basePath: string;
  readonly endpoints: readonly Endpoint[];
  /** The key that a request brings, and the refusal of one that is wrong or missing. */
  readonly key?: {
    of(call: Call): string | undefined;
    wrong(key: string | undefined): ApiError;
  };
  /** Makes up the id of a tool call, in the provider's style. */
  callId(serial: number): string;
  /** What has to be right about a request's headers; throws an ApiError. */
  checkHeaders?(call: Call): void;
  error(error: ApiError): { readonly status: number; readonly body: unknown };
  /** The event by which a stream tells of an error in its middle. */
  errorEvent(error: ApiError): string;
}
