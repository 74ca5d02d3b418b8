import { ApiError } from "../wire/api-error.js";
import { bearerKey } from "../wire/bearer-key.js";
import type { Provider } from "../wire/provider.js";
import { chatEndpoint } from "./chat-endpoint.js";
import { groqError, groqErrorEvent, groqStatus } from "./groq-errors.js";

/** Groq: chat completions. */
export const GROQ: Provider = {
  name: "groq",
  basePath: "",
  endpoints: [chatEndpoint],
  key: { of: bearerKey, wrong: () => new ApiError("unauthorized", "Invalid API Key") },
  callId: (serial) => `call_${serial}`,
  error: (error) => ({ status: groqStatus(error), body: { error: groqError(error) } }),
  errorEvent: groqErrorEvent,
};
