/** How V8 says that a text ends before the code does. */
const UNFINISHED =
  /^(Unexpected end of input|Unterminated template literal|missing \) after argument list|Unterminated string|Unterminated regular expression)/;

const AsyncFunction = (async () => {}).constructor as new (body: string) => unknown;

/** True for code that goes on in the next line. It is parsed here and never run. */
export function isIncomplete(code: string): boolean {
  if (code.trim() === "") return false;
  try {
    new AsyncFunction(code);
    return false;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return false;
    // A closing brace of the function's own is met where one of the code's is missing.
    return UNFINISHED.test(error.message) || endsOpen(code);
  }
}

/** More brackets opened than closed: the errors that engines give for it are of many kinds. */
function endsOpen(code: string): boolean {
  const plain = code
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/gs, "");
  const count = (bracket: RegExp): number => plain.match(bracket)?.length ?? 0;
  return count(/[([{]/g) > count(/[)\]}]/g);
}
