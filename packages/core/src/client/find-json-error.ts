const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
/** As much of a string as is one. */
const BEGUN = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const COMMA = /,/y;
const COLON = /:/y;
const OBJECT = [/\{/y, /\}/y] as const;
const ARRAY = [/\[/y, /\]/y] as const;

/** Where a text stops being JSON, and why, as the end of a sentence. */
export interface JsonError {
  readonly offset: number;
  readonly reason: string;
}

/** What is wrong with a text that is not JSON: the engines' own messages do not always say where. */
export function findJsonError(text: string): JsonError {
  const offset = endOfJson(text);
  return text[offset] === '"'
    ? inString(text, offset)
    : { offset, reason: unexpected(text, offset) };
}

/** A quotation mark stands wrongly where the one before it is missing, or what it begins is no string. */
function inString(text: string, offset: number): JsonError {
  STRING.lastIndex = offset;
  if (STRING.test(text)) return { offset, reason: unexpected(text, offset) };
  BEGUN.lastIndex = offset;
  const end = offset + (BEGUN.exec(text)?.[0].length ?? 0);
  if (text[end] === "\\") {
    return {
      offset: end,
      reason: `${text.slice(end, end + 2)} in a string: a backslash is written \\\\`,
    };
  }
  const line = /^[\r\n]/.test(text.slice(end)) ? ", or has a newline, which is written \\n" : "";
  if (end >= text.length || line !== "") {
    return { offset, reason: `the string that begins here is not closed${line}` };
  }
  return { offset: end, reason: `the control character ${JSON.stringify(text[end])} in a string` };
}

function unexpected(text: string, offset: number): string {
  const found = text.codePointAt(offset);
  return `unexpected ${found === undefined ? "end" : JSON.stringify(String.fromCodePoint(found))}`;
}

/** Where a text stops being JSON; its end if it does not. */
function endOfJson(text: string): number {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  const take = (pattern: RegExp): boolean => skip(SPACE) && skip(pattern);
  const list = (item: () => boolean, close: RegExp): boolean => {
    if (take(close)) return true;
    do {
      if (!item()) return false;
    } while (take(COMMA));
    return take(close);
  };
  const member = (): boolean => take(STRING) && take(COLON) && value();
  const value = (): boolean => {
    if (take(STRING) || take(SCALAR)) return true;
    if (take(OBJECT[0])) return list(member, OBJECT[1]);
    return take(ARRAY[0]) && list(value, ARRAY[1]);
  };
  value();
  skip(SPACE);
  return at;
}
