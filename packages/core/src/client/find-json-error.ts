const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const COMMA = /,/y;
const COLON = /:/y;
const OBJECT = [/\{/y, /\}/y] as const;
const ARRAY = [/\[/y, /\]/y] as const;

/** Where a text that is not JSON stops being it: the engines' own messages do not always say. */
export function findJsonError(text: string): number {
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
