import { ANTHROPIC } from "./anthropic/anthropic.js";
import { GOOGLE } from "./google/google.js";
import { GROQ } from "./groq/groq.js";
import { MISTRAL } from "./mistral/mistral.js";
import type { ProviderName } from "./neutral-request.js";
import { OLLAMA } from "./ollama/ollama.js";
import { OPENAI } from "./openai/openai.js";
import type { Provider } from "./wire/provider.js";

/** Every provider that a stand-in can be. */
export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  openai: OPENAI,
  anthropic: ANTHROPIC,
  google: GOOGLE,
  ollama: OLLAMA,
  mistral: MISTRAL,
  groq: GROQ,
};
