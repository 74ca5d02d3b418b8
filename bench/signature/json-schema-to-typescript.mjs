import { compile } from "json-schema-to-typescript";

/**
 * The arguments of tools as json-schema-to-typescript declares them, without its banner and formatting;
 * empty for a schema that it refuses.
 *
 * @param {readonly import("./tool-corpus.mjs").CorpusTool[]} tools
 */
export async function compileElsewhere(tools) {
  const texts = [];
  for (const { inputSchema } of tools) {
    const options = {
      additionalProperties: false,
      bannerComment: "",
      format: false,
      $refOptions: { resolve: { external: false } },
    };
    const text = await compile(structuredClone(inputSchema), "Args", options).catch(() => "");
    texts.push(text.trim());
  }
  return texts;
}
