import { ApiError, type ApiErrorKind } from "../wire/api-error.js";
import { bearerKey } from "../wire/bearer-key.js";
import type { Provider } from "../wire/provider.js";
import { serverSentEvent } from "../wire/server-sent-events.js";
import { messagesEndpoint } from "./messages-endpoint.js";

const ERRORS: Readonly<Record<ApiErrorKind, { status: number; type: string }>> = {
  invalid: { status: 400, type: "invalid_request_error" },
  unauthorized: { status: 401, type: "authentication_error" },
  "not-found": { status: 404, type: "not_found_error" },
  "rate-limit": { status: 429, type: "rate_limit_error" },
  "server-error": { status: 500, type: "api_error" },
  overloaded: { status: 529, type: "overloaded_error" },
};

/** Anthropic: messages. */
export const ANTHROPIC: Provider = {
  name: "anthropic",
  basePath: "",
  endpoints: [messagesEndpoint],
  key: {
    of(call) {
      const key = call.headers["x-api-key"];
      return typeof key === "string" ? key : bearerKey(call);
    },
    wrong: (key) =>
      new ApiError("unauthorized", key ? "invalid x-api-key" : "x-api-key header is required"),
  },
  callId: (serial) => `toolu_${String(serial).padStart(24, "0")}`,
  checkHeaders({ headers }) {
    if (headers["anthropic-version"] === undefined) {
      throw new ApiError("invalid", "anthropic-version: header is required");
    }
  },
  error: (error) => ({
    status: error.details.status ?? ERRORS[error.kind].status,
    body: errorBody(error),
  }),
  errorEvent: (error) => serverSentEvent(errorBody(error), "error"),
};

function errorBody({ kind, message }: ApiError): object {
  return { type: "error", error: { type: ERRORS[kind].type, message }, request_id: "req_stand_in" };
}
