/**
 * Puts back semicolons that begin a line and were blanked with a type before them, where the code goes on
 * behind them. In code that ends no statement with one they keep the statement before the type from going
 * on there: `let a = f`, `type T = {}`, `;(b)`.
 *
 * @param stripped the source with its types blanked, each character in its place.
 */
export function keepSemicolons(source: string, stripped: string): string {
  let kept = "";
  let done = 0;
  for (const { 0: lead, index } of source.matchAll(LEADING)) {
    const at = index + lead.length - 1;
    NEXT.lastIndex = at + 1;
    const next = NEXT.exec(source)?.index;
    if (next === undefined || stripped[at] !== " " || stripped[next] !== source[next]) continue;
    kept += `${stripped.slice(done, at)};`;
    done = at + 1;
  }
  return kept + stripped.slice(done);
}

const LEADING = /^[^\S\n]*;/gm;
const NEXT = /\S/g;
