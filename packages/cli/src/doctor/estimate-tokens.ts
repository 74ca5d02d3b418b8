/** Characters of a token of JSON, near enough for any of the tokenizers in use. */
const CHARACTERS_PER_TOKEN = 4;

/** About how many tokens a model pays for a value that it is shown as JSON. */
export function estimateTokens(value: unknown): number {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
