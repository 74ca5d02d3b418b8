const INDENT = 2;
/** Deeper than this it is mostly indentation, and `JSON.stringify` may overflow the stack. */
const MAX_DEPTH = 250;

/** The length a compact JSON text has when it is indented by two spaces a level, without making it. */
export function prettyLength(json: string): number {
  let length = json.length;
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '"':
        at = endOfString(json, at);
        break;
      case "{":
      case "[":
        depth++;
        if (depth > MAX_DEPTH) return Number.POSITIVE_INFINITY;
        if (isClosing(json[at + 1])) {
          depth--;
          at++;
        } else length += 1 + INDENT * depth;
        break;
      case "}":
      case "]":
        depth--;
        length += 1 + INDENT * depth;
        break;
      case ",":
        length += 1 + INDENT * depth;
        break;
      case ":":
        length++;
        break;
    }
  }
  return length;
}

function isClosing(character: string | undefined): boolean {
  return character === "}" || character === "]";
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}
