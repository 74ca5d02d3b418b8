import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/**
 * `fetch` that ends with the run that it is called in. For chat models that take a `fetch` and do not pass
 * the run's signal to it themselves, such as ChatOllama and ChatMistralAI.
 *
 * @example new ChatOllama({ model: "qwen3", fetch: abortableFetch })
 */
export const abortableFetch: typeof fetch = (input, init) => {
  const signal: AbortSignal | undefined =
    AsyncLocalStorageProviderSingleton.getRunnableConfig()?.signal;
  if (signal === undefined) return fetch(input, init);
  const own = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  return fetch(input, { ...init, signal: own ? AbortSignal.any([own, signal]) : signal });
};
