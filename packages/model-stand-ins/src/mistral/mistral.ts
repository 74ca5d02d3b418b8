import { ApiError, type ApiErrorKind } from "../wire/api-error.js";
import { bearerKey } from "../wire/bearer-key.js";
import type { Provider } from "../wire/provider.js";
import { serverSentEvent } from "../wire/server-sent-events.js";
import { chatEndpoint } from "./chat-endpoint.js";

const ERRORS: Readonly<
  Record<ApiErrorKind, { status: number; type: string; code: string | null }>
> = {
  invalid: { status: 400, type: "invalid_request_error", code: null },
  unauthorized: { status: 401, type: "unauthorized", code: null },
  "not-found": { status: 404, type: "not_found", code: null },
  "rate-limit": { status: 429, type: "rate_limited", code: "1300" },
  "server-error": { status: 500, type: "internal_server_error", code: "1000" },
  overloaded: { status: 503, type: "service_unavailable", code: "1001" },
};

/** Mistral: chat completions. */
export const MISTRAL: Provider = {
  name: "mistral",
  basePath: "",
  endpoints: [chatEndpoint],
  key: { of: bearerKey, wrong: () => new ApiError("unauthorized", "Unauthorized") },
  callId: (serial) => String(serial).padStart(9, "0"),
  error(error) {
    const status = error.details.status ?? ERRORS[error.kind].status;
    return {
      status,
      body: error.kind === "unauthorized" ? { detail: error.message } : bodyOf(error),
    };
  },
  errorEvent: (error) => serverSentEvent(bodyOf(error)),
};

function bodyOf({ kind, message, details }: ApiError): object {
  const { type, code } = ERRORS[kind];
  return {
    object: "error",
    message: details.extra ?? message,
    type: details.type ?? type,
    param: null,
    code: details.code ?? code,
  };
}
