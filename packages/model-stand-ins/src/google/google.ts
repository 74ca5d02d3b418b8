import { ApiError, type ApiErrorKind } from "../wire/api-error.js";
import type { Provider } from "../wire/provider.js";
import { serverSentEvent } from "../wire/server-sent-events.js";
import { generateEndpoint } from "./generate-endpoint.js";

const ERRORS: Readonly<Record<ApiErrorKind, { status: number; name: string }>> = {
  invalid: { status: 400, name: "INVALID_ARGUMENT" },
  unauthorized: { status: 400, name: "INVALID_ARGUMENT" },
  "not-found": { status: 404, name: "NOT_FOUND" },
  "rate-limit": { status: 429, name: "RESOURCE_EXHAUSTED" },
  "server-error": { status: 500, name: "INTERNAL" },
  overloaded: { status: 503, name: "UNAVAILABLE" },
};

const NO_KEY = new ApiError(
  "unauthorized",
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  { status: 403, type: "PERMISSION_DENIED" },
);
const WRONG_KEY = new ApiError("unauthorized", "API key not valid. Please pass a valid API key.", {
  extra: { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" },
});

/** Google: the Gemini API's generateContent. */
export const GOOGLE: Provider = {
  name: "google",
  basePath: "",
  endpoints: [generateEndpoint],
  key: {
    of({ headers, url }) {
      const key = headers["x-goog-api-key"];
      return typeof key === "string" ? key : (url.searchParams.get("key") ?? undefined);
    },
    wrong: (key) => (key === undefined ? NO_KEY : WRONG_KEY),
  },
  // The API gives calls no ids of its own; scripts' ids are not sent.
  callId: (serial) => `${serial}`,
  error: (error) => ({ status: statusOf(error), body: errorBody(error) }),
  errorEvent: (error) => serverSentEvent(errorBody(error)),
};

function statusOf({ kind, details }: ApiError): number {
  return details.status ?? ERRORS[kind].status;
}

function errorBody(error: ApiError): object {
  const { kind, message, details } = error;
  const { extra, retryAfterSeconds } = details;
  const retry = retryAfterSeconds !== undefined && {
    "@type": "type.googleapis.com/google.rpc.RetryInfo",
    retryDelay: `${retryAfterSeconds}s`,
  };
  const more = [extra, retry].filter((one) => typeof one === "object");
  return {
    error: {
      code: statusOf(error),
      message,
      status: details.type ?? ERRORS[kind].name,
      ...(more.length > 0 && { details: more }),
    },
  };
}
