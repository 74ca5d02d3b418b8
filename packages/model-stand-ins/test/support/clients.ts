import { ChatAnthropic } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatGroq } from "@langchain/groq";
import { ChatMistralAI } from "@langchain/mistralai";
import { ChatOllama } from "@langchain/ollama";
import { ChatOpenAI } from "@langchain/openai";
import type { ProviderName } from "@toolweave/model-stand-ins";

/** Where a client finds its provider; a real one without a base URL. */
export interface Connection {
  readonly apiKey: string;
  readonly baseUrl?: string;
}

/** One of LangChain's clients, as it comes. */
export interface Client {
  readonly name: string;
  readonly provider: ProviderName;
  /** The variable that holds what the real provider wants: a key, or where it is. */
  readonly variable: string;
  /** What it does as its users expect it; the tests leave out what a client is known not to do. */
  readonly traits: ClientTraits;
  connect(connection: Connection, options?: { maxRetries?: number }): BaseChatModel;
}

interface ClientTraits {
  /** It tries again after a rate limit, an error of the server, and a lost connection. */
  readonly retries: boolean;
  /** It ends its HTTP request when its signal aborts. */
  readonly aborts: boolean;
  /** It leaves no promise unhandled when an answer breaks off in its middle. */
  readonly breaksCleanly: boolean;
}

const ALL: ClientTraits = { retries: true, aborts: true, breaksCleanly: true };

const NO_RETRIES = { maxRetries: 0 };

function openai(useResponsesApi: boolean): Client["connect"] {
  return ({ apiKey, baseUrl }, options = NO_RETRIES) =>
    new ChatOpenAI({
      model: "gpt-4.1-mini",
      apiKey,
      useResponsesApi,
      ...(baseUrl !== undefined && { configuration: { baseURL: baseUrl } }),
      ...options,
    });
}

export const CLIENTS: readonly Client[] = [
  {
    name: "ChatOpenAI",
    provider: "openai",
    variable: "OPENAI_API_KEY",
    traits: ALL,
    connect: openai(false),
  },
  {
    name: "ChatOpenAI by responses",
    provider: "openai",
    variable: "OPENAI_API_KEY",
    traits: ALL,
    connect: openai(true),
  },
  {
    name: "ChatAnthropic",
    provider: "anthropic",
    variable: "ANTHROPIC_API_KEY",
    traits: ALL,
    connect: ({ apiKey, baseUrl }, options = NO_RETRIES) =>
      new ChatAnthropic({
        model: "claude-sonnet-4-5",
        apiKey,
        ...(baseUrl !== undefined && { anthropicApiUrl: baseUrl }),
        ...options,
      }),
  },
  {
    name: "ChatGoogleGenerativeAI",
    provider: "google",
    variable: "GOOGLE_API_KEY",
    traits: { retries: false, aborts: false, breaksCleanly: false },
    connect: ({ apiKey, baseUrl }, options = NO_RETRIES) =>
      new ChatGoogleGenerativeAI({
        model: "gemini-2.5-flash",
        apiKey,
        ...(baseUrl !== undefined && { baseUrl }),
        ...options,
      }),
  },
  {
    name: "ChatOllama",
    provider: "ollama",
    variable: "OLLAMA_HOST",
    traits: { ...ALL, retries: false, aborts: false },
    connect: ({ apiKey, baseUrl }, options = NO_RETRIES) =>
      new ChatOllama({ model: "qwen3", baseUrl: baseUrl ?? apiKey, ...options }),
  },
  {
    name: "ChatMistralAI",
    provider: "mistral",
    variable: "MISTRAL_API_KEY",
    traits: { ...ALL, aborts: false, breaksCleanly: false },
    connect: ({ apiKey, baseUrl }, options = NO_RETRIES) =>
      new ChatMistralAI({
        model: "mistral-small-latest",
        apiKey,
        ...(baseUrl !== undefined && { serverURL: baseUrl }),
        ...options,
      }),
  },
  {
    name: "ChatGroq",
    provider: "groq",
    variable: "GROQ_API_KEY",
    traits: ALL,
    connect: ({ apiKey, baseUrl }, options = NO_RETRIES) =>
      new ChatGroq({
        model: "llama-3.3-70b-versatile",
        apiKey,
        ...(baseUrl !== undefined && { baseUrl }),
        ...options,
      }),
  },
];
