/** What a model thought before it wrote the code, as some put it before all they say. */
const THOUGHT = /^\s*<(think|thinking|thought|reasoning|analysis|scratchpad)>.*?<\/\1>/is;

/** The tags that a text of code is put into. Code that begins with a type, as `<T>value`, has no end tag. */
const WRAPPER =
  /^(\s*<(execute_code|run_code|tool_code|code|script|javascript|typescript|js|ts)(?:\s[^<>]*)?>)(.*)<\/\2>/is;

/** One whose end was taken for that of the whole answer, and left out. */
const OPEN_WRAPPER = /^\s*<(?:execute_code|run_code|tool_code)>/is;

/**
 * Blanks tags around code, with the thoughts that stand before it and what stands behind the end tag, so that no
 * line changes its number and no place its column.
 */
export function stripTags(text: string): string {
  if (!text.trimStart().startsWith("<")) return text;
  const code = text.replace(THOUGHT, blank);
  const [whole, start = "", , inner = ""] = WRAPPER.exec(code) ?? [];
  if (whole === undefined) return code.replace(OPEN_WRAPPER, blank);
  return blank(start) + inner + blank(code.slice(start.length + inner.length));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
