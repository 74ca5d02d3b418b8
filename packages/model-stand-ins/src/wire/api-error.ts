/** What kinds of error a provider reports; each provider has its own status and name for them. */
export type ApiErrorKind =
  | "invalid"
  | "unauthorized"
  | "not-found"
  | "rate-limit"
  | "server-error"
  | "overloaded";

export interface ApiErrorDetails {
  /** Where in the request the mistake is, in the provider's own notation. */
  readonly param?: string;
  readonly code?: string;
  /** Where it differs from the usual status of the kind. */
  readonly status?: number;
  readonly type?: string;
  /** What the provider adds to the body of this error alone. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** A request that is answered by an error. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly details: ApiErrorDetails;

  constructor(kind: ApiErrorKind, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.name = "ApiError";
    this.kind = kind;
    this.details = details;
  }
}
