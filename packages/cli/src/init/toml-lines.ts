/** A line of TOML. */
export interface TomlLine {
  readonly text: string;
  /** True where a value goes on that began on a line above: neither a table nor a comment begins here. */
  readonly goesOn: boolean;
}

/** What strings begin and end with, the longer ones first. */
const QUOTES = ['"""', "'''", '"', "'"] as const;

type Quote = (typeof QUOTES)[number];

/** The lines of a text, which has to be TOML. */
export function tomlLines(text: string): TomlLine[] {
  let open: Quote | undefined;
  let depth = 0;
  return text.split("\n").map((line) => {
    const goesOn = open !== undefined || depth > 0;
    for (let at = 0; at < line.length; ) {
      const quote: Quote | undefined = QUOTES.find((each) => line.startsWith(each, at));
      if (open !== undefined) {
        const isEscape = line[at] === "\\" && open.startsWith('"');
        const ends = line.startsWith(open, at);
        at += isEscape ? 2 : ends ? endOf(line, at, open) : 1;
        if (ends) open = undefined;
      } else if (quote !== undefined) {
        open = quote;
        at += quote.length;
      } else if (line[at] === "#") {
        break;
      } else {
        depth += "[{".includes(line[at] ?? "") ? 1 : "]}".includes(line[at] ?? "") ? -1 : 0;
        at++;
      }
    }
    // A string of one line ends with it, even one that is no TOML.
    if (open?.length === 1) open = undefined;
    return { text: line, goesOn };
  });
}

/** How long the end of a string is: one of several lines may have two quotes of its own right before it. */
function endOf(line: string, at: number, open: Quote): number {
  let length = open.length;
  while (length > 1 && length < 5 && line[at + length] === open[0]) length++;
  return length;
}
