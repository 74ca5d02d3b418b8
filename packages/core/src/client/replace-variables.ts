/** What gives a variable's text; `fallback` is what stands after `:-`. */
export type VariableText = (name: string, fallback: string | undefined) => string;

/**
 * Replaces `${VAR}`, `${env:VAR}` and `${VAR:-default}`, whose default may hold variables in turn. Behind `env:` a name
 * may be any, as in VS Code: the environment has names such as `ProgramFiles(x86)`.
 */
export function replaceVariables(text: string, textOf: VariableText): string {
  const begins = /\$\{(?:env:([^{}]+?)|([A-Za-z_][A-Za-z0-9_]*))(\}|:-)/g;
  let replaced = "";
  let done = 0;
  for (let found = begins.exec(text); found !== null; found = begins.exec(text)) {
    const [whole, any, usual, sign] = found;
    const name = any ?? usual ?? "";
    const start = found.index + whole.length;
    const end = sign === "}" ? start - 1 : endOfDefault(text, start);
    // What is not closed is no variable.
    if (end === -1) continue;
    const fallback = sign === "}" ? undefined : text.slice(start, end);
    replaced += text.slice(done, found.index) + textOf(name, fallback);
    done = end + 1;
    begins.lastIndex = done;
  }
  return replaced + text.slice(done);
}

/** Where the brace is that closes a default: not the one of a variable within it. */
function endOfDefault(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("${", at)) open++;
    if (text[at] !== "}") continue;
    if (open === 0) return at;
    open--;
  }
  return text.indexOf("}", start);
}
