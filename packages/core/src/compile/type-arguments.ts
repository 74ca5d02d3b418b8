/** What type arguments are made of. */
const RUN = /[\p{ID_Continue}$\s,.|&[\]<>{}:;"'/-]+/gu;

/** The end of a name that has them. */
const NAME = /[\p{ID_Continue}$]</u;

/** Little code has it, and to look for no more takes no time. */
const END = />\s*[(`]/;

/**
 * True for code with what reads as comparisons in JavaScript and as type arguments in TypeScript:
 * `parse<Issue[]>(text)`, `` sql<Row>`…` ``. Runs are looked at once each, since one pattern for all of it would start
 * anew at each `<` of a long line.
 */
export function hasTypeArguments(code: string): boolean {
  if (!END.test(code)) return false;
  for (const { 0: run, index } of code.matchAll(RUN)) {
    if (!/[(`]/.test(code[index + run.length] ?? "")) continue;
    const trimmed = run.trimEnd();
    if (!trimmed.endsWith(">")) continue;
    const name = NAME.exec(trimmed);
    if (name !== null && name.index + name[0].length < trimmed.length - 1) return true;
  }
  return false;
}
