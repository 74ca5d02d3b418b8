/** Finds a model to ask: of the provider whose key is there, or of an Ollama on this machine. */

const PROVIDERS = [
  { variable: "OPENAI_API_KEY", model: "openai:gpt-5-mini" },
  {
    variable: "ANTHROPIC_API_KEY",
    model: "anthropic:claude-sonnet-4-5",
  },
];

/**
 * The model's name for LangChain, and a word on why it is this one; `undefined` if there is none.
 *
 * @returns {Promise<{ model: string, why: string } | undefined>}
 */
export async function chooseModel() {
  const asked = process.env.TOOLWEAVE_MODEL;
  if (asked !== undefined && asked !== "") return { model: asked, why: "TOOLWEAVE_MODEL says so" };
  for (const { variable, model } of PROVIDERS) {
    if ((process.env[variable] ?? "") !== "") return { model, why: `${variable} is set` };
  }
  const host = process.env.OLLAMA_HOST ?? "http://127.0.0.1:11434";
  const name = await ollamaModel(host);
  if (name === undefined) return undefined;
  return { model: `ollama:${name}`, why: `Ollama answers at ${host}` };
}

/** What to do for a real model, in one sentence. */
export const HOW_TO =
  `Set ${PROVIDERS.map(({ variable }) => variable).join(" or ")}, or run Ollama, ` +
  "or name a model with TOOLWEAVE_MODEL=provider:model.";

/** The first model of an Ollama that can call tools; `undefined` if there is none, or no Ollama. */
async function ollamaModel(/** @type {string} */ host) {
  try {
    const answer = await fetch(new URL("/api/tags", host), { signal: AbortSignal.timeout(500) });
    const { models = [] } = /** @type {{ models?: { name: string }[] }} */ (await answer.json());
    return models.map(({ name }) => name).find((name) => /qwen|llama3|mistral|gpt-oss/.test(name));
  } catch {
    return undefined;
  }
}
