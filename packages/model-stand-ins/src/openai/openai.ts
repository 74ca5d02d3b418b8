import { ApiError, type ApiErrorKind } from "../wire/api-error.js";
import { bearerKey } from "../wire/bearer-key.js";
import type { Provider } from "../wire/provider.js";
import { serverSentEvent } from "../wire/server-sent-events.js";
import { chatEndpoint } from "./chat-endpoint.js";
import { responsesEndpoint } from "./responses-endpoint.js";

const ERRORS: Readonly<Record<ApiErrorKind, { status: number; type: string; code?: string }>> = {
  invalid: { status: 400, type: "invalid_request_error" },
  unauthorized: { status: 401, type: "invalid_request_error", code: "invalid_api_key" },
  "not-found": { status: 404, type: "invalid_request_error" },
  "rate-limit": { status: 429, type: "requests", code: "rate_limit_exceeded" },
  "server-error": { status: 500, type: "server_error" },
  overloaded: { status: 503, type: "service_unavailable_error" },
};

/** OpenAI: chat completions and responses. */
export const OPENAI: Provider = {
  name: "openai",
  basePath: "/v1",
  endpoints: [chatEndpoint, responsesEndpoint],
  key: {
    of: bearerKey,
    wrong: (key) =>
      new ApiError(
        "unauthorized",
        key === undefined
          ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
          : `Incorrect API key provided: ${key.slice(0, 4)}****.`,
      ),
  },
  callId: (serial) => `call_${String(serial).padStart(24, "0")}`,
  error: (error) => ({ status: statusOf(error), body: { error: errorObject(error) } }),
  errorEvent: (error) => serverSentEvent({ error: errorObject(error) }),
};

function statusOf({ kind, details }: ApiError): number {
  return details.status ?? ERRORS[kind].status;
}

function errorObject({ kind, message, details }: ApiError): object {
  const { type, code = null } = ERRORS[kind];
  return {
    message,
    type: details.type ?? type,
    param: details.param ?? null,
    code: details.code ?? code,
  };
}
