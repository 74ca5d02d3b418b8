import { ChatAnthropic } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatGroq } from "@langchain/groq";
import { ChatMistralAI } from "@langchain/mistralai";
import { ChatOllama } from "@langchain/ollama";
import { ChatOpenAI } from "@langchain/openai";
import type { ModelStandIn, ProviderName } from "@toolweave/model-stand-ins";

/** One of LangChain's clients, and what has to be known of it. */
export interface ModelClient {
  readonly name: string;
  readonly provider: ProviderName;
  /** The variable that holds the key of the provider itself; of Ollama, its address. */
  readonly variable: string;
  connect(place: Place): BaseChatModel;
  /** False for one that does not ask again by itself. */
  readonly retries: boolean;
  /** False for one that leaves a rejection of its own unhandled if a stream breaks off. */
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
    name: "ChatOllama",
    provider: "ollama",
    variable: "OLLAMA_HOST",
    connect: ({ baseUrl, apiKey, maxRetries }) =>
      new ChatOllama({ model: "qwen3", baseUrl: baseUrl ?? apiKey, maxRetries }),
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
