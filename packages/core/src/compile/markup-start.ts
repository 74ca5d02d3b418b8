/** Where markup begins in the place of an expression, if that is what the compiler of TypeScript stopped in. */
export function markupStart(body: string, offset: number): number | undefined {
  const start = body.lastIndexOf("<", offset);
  if (start < 0) return undefined;
  TAG.lastIndex = start;
  const [, slash, name] = TAG.exec(body) ?? [];
  if (name === undefined) return undefined;
  // What closes a fragment can be read to its end, and lacks what it would compare.
  const end = start + (name === "" ? "</>".length : 1);
  if (slash !== "") return offset > start && offset <= end ? openedAt(body, start) : undefined;
  return isMarkup(body, start) && OPERATOR.test(gapBefore(body, start)) ? start : undefined;
}

/** Whether a tag begins there that is closed, be it at once. */
export function isMarkup(body: string, at: number): boolean {
  TAG.lastIndex = at;
  const [, slash, name] = TAG.exec(body) ?? [];
  return slash === "" && (body.includes(`</${name}`, at) || ALONE.test(body.slice(at)));
}

/** Where the markup begins that an end tag is in, which is read as types and comparisons up to that; or the tag itself. */
function openedAt(body: string, tag: number): number {
  // Of tags that are closed behind the place.
  let open = -1;
  for (let at = tag; at > 0; ) {
    at = body.lastIndexOf("<", at - 1);
    if (at < 0) break;
    TAG.lastIndex = at;
    const [, slash] = TAG.exec(body) ?? [];
    if (slash === "/") open--;
    else if (slash === "" && !ALONE.test(body.slice(at, tag))) open++;
    else continue;
    if (open >= 0 && slash === "" && AFTER_CODE.test(gapBefore(body, at))) return at;
  }
  return tag;
}

function gapBefore(body: string, at: number): string {
  return body.slice(Math.max(0, at - LONGEST_GAP), at);
}

const LONGEST_GAP = 100;
const TAG = /<(\/?)([A-Za-z][\w.:-]*(?=[\s/>])|(?=>))/y;
const ALONE = /^<[^<>]*\/>/;
const OPERATOR = /(?:^|[(=?:&|,>{[]|(?<![\w$.])(?:return|default))\s*$/;
/** The same, but for the end of another tag. */
const AFTER_CODE = /(?:^|[(=?:&|,{[]|=>|(?<![\w$.])(?:return|default))\s*$/;
