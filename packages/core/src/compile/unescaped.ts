const ESCAPE =
  /\\(?:u\{0*([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|([0-3]?[0-7]{1,2})|[\s\S])/gi;
const LETTERS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** What the inside of a string or a template means, its escapes read. Lines end with a line feed. */
export function unescaped(text: string): string {
  return text.replace(ESCAPE, (written: string, ...digits: (string | undefined)[]) => {
    const [braced, four, two, octal] = digits;
    const hex = braced ?? four ?? two;
    if (hex !== undefined) return letterOf(Number.parseInt(hex, 16));
    if (octal !== undefined) return letterOf(Number.parseInt(octal, 8));
    const letter = written.slice(1);
    return LETTERS[letter] ?? (/[\n\u2028\u2029]/.test(letter) ? "" : letter);
  });
}

function letterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
