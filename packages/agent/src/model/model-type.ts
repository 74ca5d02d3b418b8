/** What a chat model says its type is, such as `openai`; "" for one that does not say it. */
export function modelType(model: unknown): string {
  const { _llmType: typeOf } = (model ?? {}) as { _llmType?: () => string };
  return typeof typeOf === "function" ? typeOf.call(model) : "";
}

/** What `initChatModel` of LangChain's makes of a name: a model that stands for the provider's own. */
interface ModelByName {
  readonly _getModelInstance?: () => Promise<unknown>;
  readonly _defaultConfig?: { readonly modelProvider?: unknown };
}

/** The provider's own model, which one by name only stands for, and says nothing of its type. */
export async function ownModel(model: unknown): Promise<unknown> {
  const byName = (model ?? {}) as ModelByName;
  return typeof byName._getModelInstance === "function" ? byName._getModelInstance() : model;
}

/** The provider in the name of a model that was made of one; `undefined` for any other. */
export function namedProvider(model: unknown): string | undefined {
  if (typeof model === "string") return model.split(":")[0];
  const provider = (model as ModelByName | null | undefined)?._defaultConfig?.modelProvider;
  return typeof provider === "string" ? provider : undefined;
}
