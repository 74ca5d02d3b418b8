import type { ApiError, ApiErrorKind } from "../wire/api-error.js";
import type { Provider } from "../wire/provider.js";
import { chatEndpoint } from "./chat-endpoint.js";

const STATUS: Readonly<Record<ApiErrorKind, number>> = {
  invalid: 400,
  unauthorized: 401,
  "not-found": 404,
  "rate-limit": 429,
  "server-error": 500,
  overloaded: 503,
};

/** Ollama: chat. It wants no key. */
export const OLLAMA: Provider = {
  name: "ollama",
  basePath: "",
  endpoints: [chatEndpoint],
  callId: (serial) => `call_${String(serial).padStart(8, "0")}`,
  error: (error) => ({ status: error.details.status ?? STATUS[error.kind], body: bodyOf(error) }),
  errorEvent: (error) => `${JSON.stringify(bodyOf(error))}\n`,
};

function bodyOf({ message }: ApiError): object {
  return { error: message };
}
