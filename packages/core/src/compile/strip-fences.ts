/** What follows the fence begins with another character, so that there is but one way to read a line. */
const FENCE = /^[ \t]*(`{3,}|~{3,}(?!~))[^\n`]*$/;

/** What a block of code calls its language, where it has a name for it. */
const LANGUAGE = /^(?:[cm]?[jt]s|[jt]sx|javascript|typescript|ecmascript|node)$/;

/** What it calls the language of what is no code of ours, beside a block without a name that may well be. */
const OTHER =
  /^(?:json[5cl]?|jsonlines|ya?ml|toml|ini|env|dotenv|xml|html|css|csv|sql|graphql|diff|te?xt|plain(?:text)?|output|stdout|log|console|terminal|bash|sh|shell|zsh|powershell|markdown|md|http|python|py)$/;

/**
 * Blanks everything outside markdown fences, line by line, so that no line changes its number. Blocks of
 * other languages, such as the JSON that the code is said to give, count as outside beside those of ours.
 */
export function stripFences(text: string): string {
  const { code, languages } = blocksOf(text);
  if (languages.some((name) => LANGUAGE.test(name))) {
    return blocksOf(text, (name) => name === "" || LANGUAGE.test(name)).code;
  }
  return languages.includes("") ? blocksOf(text, (name) => !OTHER.test(name)).code : code;
}

interface Blocks {
  /** The text with everything outside blanked. */
  readonly code: string;
  /** Of each block, or the empty text. */
  readonly languages: readonly string[];
}

function blocksOf(text: string, isWanted: (language: string) => boolean = () => true): Blocks {
  const lines = text.split("\n");
  const languages: string[] = [];
  let open: string | undefined;
  let isKept = true;
  const kept = lines.map((line) => {
    const fence = FENCE.exec(line.replace(/\r$/, ""))?.[1];
    if (open === undefined) {
      if (fence !== undefined) {
        open = fence;
        const language = languageOf(line, fence);
        isKept = isWanted(language);
        languages.push(language);
      }
      return "";
    }
    if (fence?.startsWith(open) && line.trim() === fence) {
      open = undefined;
      return "";
    }
    return isKept ? line : "";
  });
  if (languages.length === 0) return { code: text, languages };
  const code = kept.join("\n");
  // The end of a block whose beginning was left out.
  if (languages.length === 1 && open !== undefined && code.trim() === "") {
    return { code: withoutFence(lines, open), languages };
  }
  return { code, languages };
}

function languageOf(line: string, fence: string): string {
  const [name = ""] = /^[\w+#-]*/.exec(line.trim().slice(fence.length).trimStart()) ?? [];
  return name.toLowerCase();
}

function withoutFence(lines: readonly string[], fence: string): string {
  return lines.map((line) => (line.trim() === fence ? "" : line)).join("\n");
}

/** True if the text as a whole is a fenced block, whatever stands around it. */
export function startsWithFence(text: string): boolean {
  return /^\s*```/.test(text);
}
