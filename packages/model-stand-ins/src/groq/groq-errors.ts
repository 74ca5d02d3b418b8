import type { ApiError, ApiErrorKind } from "../wire/api-error.js";
import { serverSentEvent } from "../wire/server-sent-events.js";

const ERRORS: Readonly<Record<ApiErrorKind, { status: number; type: string; code?: string }>> = {
  invalid: { status: 400, type: "invalid_request_error" },
  unauthorized: { status: 401, type: "invalid_request_error", code: "invalid_api_key" },
  "not-found": { status: 404, type: "invalid_request_error", code: "unknown_url" },
  "rate-limit": { status: 429, type: "requests", code: "rate_limit_exceeded" },
  "server-error": { status: 500, type: "internal_server_error" },
  overloaded: { status: 503, type: "internal_server_error" },
};

export function groqStatus({ kind, details }: ApiError): number {
  return details.status ?? ERRORS[kind].status;
}

export function groqError({ kind, message, details }: ApiError): object {
  const { type, code: usual } = ERRORS[kind];
  const code = details.code ?? usual;
  return { message, type, ...(code !== undefined && { code }), ...details.extra };
}

/** Groq tells of an error in a stream by an event of its own name. */
export function groqErrorEvent(error: ApiError): string {
  return serverSentEvent(
    { error: { ...groqError(error), status_code: groqStatus(error) } },
    "error",
  );
}
