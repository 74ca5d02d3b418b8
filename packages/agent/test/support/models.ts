import { ChatAnthropic } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ChatGoogle, type ChatGoogleParams } from "@langchain/google";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatGroq } from "@langchain/groq";
import { ChatMistralAI } from "@langchain/mistralai";
import { ChatOllama } from "@langchain/ollama";
import { ChatOpenAI } from "@langchain/openai";
import { HTTPClient } from "@mistralai/mistralai";
import type { ModelStandIn, ProviderName } from "@toolweave/model-stand-ins";
import { abortableFetch } from "../../src/index.js";

/** One of LangChain's clients, and what has to be known of it. */
export interface ModelClient {
  readonly name: string;
  readonly provider: ProviderName;
  /** The variable that holds the key of the provider itself; of Ollama, its address. */
  readonly variable: string;
  connect(place: Place): BaseChatModel;
  /** False for one that does not ask again by itself. */
  readonly retries: boolean;
  /**
   * False for one that keeps the request of a run that is aborted, unless it streams, and leaves a rejection
   * of its own unhandled if a stream breaks off.
   */
  readonly bearsBreaks: boolean;
}

/** Where a client finds its provider. */
interface Place {
  /** Undefined for the provider itself. */
  readonly baseUrl?: string | undefined;
  readonly apiKey: string;
  readonly maxRetries: number;
  readonly model?: string;
}

const openai =
  (useResponsesApi: boolean) =>
  ({ baseUrl, apiKey, maxRetries }: Place): BaseChatModel =>
    new ChatOpenAI({
      model: "gpt-4o",
      apiKey,
      maxRetries,
      useResponsesApi,
      ...(baseUrl !== undefined && { configuration: { baseURL: baseUrl } }),
    });

/** ChatGoogle has no option for a base URL, but one for what sends its requests. */
function googleAt(baseUrl: string, apiKey: string): NonNullable<ChatGoogleParams["apiClient"]> {
  return {
    hasApiKey: () => true,
    getProjectId: () => Promise.resolve(""),
    fetch: (request) => {
      const { pathname, search } = new URL(request.url);
      const moved = new Request(`${baseUrl}${pathname}${search}`, request);
      moved.headers.set("x-goog-api-key", apiKey);
      return fetch(moved);
    },
  };
}

export const CLIENTS: readonly ModelClient[] = [
  {
    name: "ChatOpenAI",
    provider: "openai",
    variable: "OPENAI_API_KEY",
    connect: openai(false),
    retries: true,
    bearsBreaks: true,
  },
  {
    name: "ChatOpenAI by its responses API",
    provider: "openai",
    variable: "OPENAI_API_KEY",
    connect: openai(true),
    retries: true,
    bearsBreaks: true,
  },
  {
    name: "ChatAnthropic",
    provider: "anthropic",
    variable: "ANTHROPIC_API_KEY",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatAnthropic({
        model: "claude-sonnet-4-5",
        apiKey,
        maxRetries,
        ...(baseUrl !== undefined && { anthropicApiUrl: baseUrl }),
      }),
    retries: true,
    bearsBreaks: true,
  },
  {
    name: "ChatGoogleGenerativeAI",
    provider: "google",
    variable: "GOOGLE_API_KEY",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatGoogleGenerativeAI({
        model: "gemini-2.5-flash",
        apiKey,
        maxRetries,
        ...(baseUrl !== undefined && { baseUrl }),
      }),
    retries: false,
    bearsBreaks: false,
  },
  {
    name: "ChatGoogle",
    provider: "google",
    variable: "GOOGLE_API_KEY",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatGoogle({
        model: "gemini-2.5-flash",
        apiKey,
        maxRetries,
        platformType: "gai",
        ...(baseUrl !== undefined && { apiClient: googleAt(baseUrl, apiKey) }),
      }),
    retries: false,
    bearsBreaks: true,
  },
  {
    name: "ChatOllama",
    provider: "ollama",
    variable: "OLLAMA_HOST",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatOllama({
        model: "qwen3",
        baseUrl: baseUrl ?? apiKey,
        maxRetries,
        fetch: abortableFetch,
      }),
    retries: false,
    bearsBreaks: true,
  },
  {
    name: "ChatMistralAI",
    provider: "mistral",
    variable: "MISTRAL_API_KEY",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatMistralAI({
        model: "mistral-large-latest",
        apiKey,
        maxRetries,
        httpClient: new HTTPClient({ fetcher: abortableFetch }),
        ...(baseUrl !== undefined && { serverURL: baseUrl }),
      }),
    retries: true,
    bearsBreaks: true,
  },
  {
    name: "ChatGroq",
    provider: "groq",
    variable: "GROQ_API_KEY",
    connect: ({
      baseUrl,
      apiKey,
      maxRetries,
      model = "meta-llama/llama-4-scout-17b-16e-instruct",
    }) =>
      new ChatGroq({
        model,
        apiKey,
        maxRetries,
        ...(baseUrl !== undefined && { baseUrl }),
      }),
    retries: true,
    bearsBreaks: true,
  },
];

/** A provider's own client, made to ask a stand-in. */
export function modelFor(
  { provider, baseUrl, apiKey }: ModelStandIn,
  {
    maxRetries = 0,
    client,
    isReal = false,
  }: { maxRetries?: number; client?: ModelClient; isReal?: boolean } = {},
): BaseChatModel {
  const found = client ?? CLIENTS.find((each) => each.provider === provider);
  if (found === undefined) throw new Error(`there is no client of ${provider}`);
  if (isReal) return found.connect({ apiKey: process.env[found.variable] ?? "", maxRetries: 2 });
  return found.connect({ baseUrl, apiKey, maxRetries });
}
