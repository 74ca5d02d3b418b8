import type { ModelStandIn, ProviderName } from "@toolweave/model-stand-ins";

/** An operation of a provider's API, with a body that it accepts. */
export interface Operation {
  readonly name: string;
  readonly provider: ProviderName;
  /** What follows the stand-in's base URL. */
  readonly path: string;
  readonly streamingPath: string;
  readonly headers: (apiKey: string) => Record<string, string>;
  readonly body: Readonly<Record<string, unknown>>;
  /** What is added to the body for a streamed answer, or for one that is not. */
  readonly streaming: Readonly<Record<string, unknown>>;
  readonly whole: Readonly<Record<string, unknown>>;
}

const bearer = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` });
const messages = [{ role: "user", content: "Go on." }];
const streamed = { streaming: { stream: true }, whole: {} };

function same(path: string): { path: string; streamingPath: string } {
  return { path, streamingPath: path };
}

export const OPERATIONS = {
  chat: {
    name: "OpenAI's chat completions",
    provider: "openai",
    ...same("/chat/completions"),
    headers: bearer,
    body: { model: "gpt-4.1-mini", messages },
    ...streamed,
  },
  responses: {
    name: "OpenAI's responses",
    provider: "openai",
    ...same("/responses"),
    headers: bearer,
    body: { model: "gpt-4.1-mini", input: messages },
    ...streamed,
  },
  messages: {
    name: "Anthropic's messages",
    provider: "anthropic",
    ...same("/v1/messages"),
    headers: (apiKey) => ({ "x-api-key": apiKey, "anthropic-version": "2023-06-01" }),
    body: { model: "claude-sonnet-4-5", max_tokens: 100, messages },
    ...streamed,
  },
  generate: {
    name: "Google's generateContent",
    provider: "google",
    path: "/v1beta/models/gemini-2.5-flash:generateContent",
    streamingPath: "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    headers: (apiKey) => ({ "x-goog-api-key": apiKey }),
    body: { contents: [{ role: "user", parts: [{ text: "Go on." }] }] },
    streaming: {},
    whole: {},
  },
  ollama: {
    name: "Ollama's chat",
    provider: "ollama",
    ...same("/api/chat"),
    headers: () => ({}),
    body: { model: "qwen3", messages },
    streaming: {},
    whole: { stream: false },
  },
  mistral: {
    name: "Mistral's chat completions",
    provider: "mistral",
    ...same("/v1/chat/completions"),
    headers: bearer,
    body: { model: "mistral-small-latest", messages },
    ...streamed,
  },
  groq: {
    name: "Groq's chat completions",
    provider: "groq",
    ...same("/openai/v1/chat/completions"),
    headers: bearer,
    body: { model: "llama-3.3-70b-versatile", messages },
    ...streamed,
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Sends a request as it stands, with changes to the body that is accepted. */
export function send(
  standIn: ModelStandIn,
  operation: Operation,
  changes: Readonly<Record<string, unknown>> = {},
  { isStreamed = false, apiKey = standIn.apiKey } = {},
): Promise<Response> {
  const { path, streamingPath, headers, body, streaming, whole } = operation;
  return fetch(standIn.baseUrl + (isStreamed ? streamingPath : path), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers(apiKey) },
    body: JSON.stringify({ ...body, ...(isStreamed ? streaming : whole), ...changes }),
  });
}
