import { countTokens } from "gpt-tokenizer";

/** @typedef {import("./tool-corpus.mjs").CorpusTool} CorpusTool */

/**
 * Ways to write a tool, each with its text for every tool.
 *
 * @typedef {Readonly<Record<string, readonly string[]>>} Forms
 */

/**
 * A table of how many tokens each form takes for one of the JSON Schema: medians by corpus, and of all.
 *
 * @param {readonly CorpusTool[]} tools
 * @param {Forms} forms
 */
export function ratioTable(tools, forms) {
  const schemas = tools.map(({ inputSchema }) => countTokens(JSON.stringify(inputSchema)));
  const corpora = [...new Set(tools.map(({ corpus }) => corpus))];
  const rows = Object.entries(forms).map(([form, texts]) => {
    const tokens = texts.map((text) => countTokens(text));
    const ratios = tokens.map((count, position) => count / (schemas[position] ?? 1));
    const byCorpus = corpora.map((corpus) =>
      median(ratios.filter((_, position) => tools[position]?.corpus === corpus)),
    );
    return [form, median(ratios), sum(tokens) / sum(schemas), ...byCorpus];
  });
  const head = ["tokens to those of the JSON Schema", "median", "all together", ...corpora];
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toFixed(2) : cell)),
  );
  return [head, head.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** @param {readonly CorpusTool[]} tools @param {readonly string[]} texts */
export function medianRatio(tools, texts) {
  return median(
    tools.map(({ inputSchema }, position) => {
      return countTokens(texts[position] ?? "") / countTokens(JSON.stringify(inputSchema));
    }),
  );
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
