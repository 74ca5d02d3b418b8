/** The most lines shown after the first. */
const MAX_LINES = 5;

/**
 * A failure as it is shown beside other output: what it says, and below it, indented, the last of the
 * lines that follow, such as a server's last words. Frames of a stack would only push those out.
 */
export function failureText(message: string): string {
  const [first = "", ...rest] = message.split("\n").map((line) => line.trimEnd());
  const telling = rest.filter((line) => line !== "" && !/^\s+at /.test(line));
  const left = telling.length > MAX_LINES ? ["…"] : [];
  return [first, ...[...left, ...telling.slice(-MAX_LINES)].map((line) => `    ${line}`)].join(
    "\n",
  );
}
