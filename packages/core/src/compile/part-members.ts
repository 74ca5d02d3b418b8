/**
 * Puts a semicolon in the place of members of a class that were blanked with their types, where the member
 * behind them would be read as going on with the one before: `x = list`, `declare y: T`, `["z"] = 1`.
 *
 * @param stripped the source with its types blanked, each character in its place.
 */
export function partMembers(source: string, stripped: string): string {
  let parted = "";
  let done = 0;
  let next = 0;
  for (const { 0: lead, index } of source.matchAll(TYPE_MEMBER)) {
    const at = index + lead.search(/\S/);
    // One of several in a row is enough.
    if (at < next || stripped[at] !== " ") continue;
    BLANK.lastIndex = at;
    next = at + (BLANK.exec(stripped)?.[0].length ?? 0);
    if (stripped[next] !== "[" && stripped[next] !== "*") continue;
    parted += `${stripped.slice(done, at)};`;
    done = at + 1;
  }
  return parted + stripped.slice(done);
}

const TYPE_MEMBER =
  /^[^\S\n]*(?:(?:public|private|protected|static|override|readonly)[^\S\n]+)*(?:declare|abstract)\b/gm;
const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
