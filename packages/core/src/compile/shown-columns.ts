const NARROW = /[ -~]/g;
const MARK = /^\p{M}/u;

/**
 * The offset in a line of a column as it shows, from 0: there a tab is four wide, a character of Chinese two,
 * and an accent by itself nothing. `widthOf` tells how wide a text is that has no other characters than such.
 */
export function offsetOfShown(
  line: string,
  column: number,
  widthOf: (text: string) => number,
): number {
  const points = [...line];
  const width = (from: number, to: number): number => {
    const text = points.slice(from, to).join("");
    const special = text.replace(NARROW, "");
    return text.length - special.length + (special === "" ? 0 : widthOf(special));
  };
  if (column <= 0) return 0;
  let [start, end] = [0, points.length];
  let before = 0;
  // Each half is measured once: together they are as long as the line.
  while (end - start > 1) {
    const middle = (start + end) >> 1;
    const reached = before + width(start, middle);
    if (reached >= column) end = middle;
    else [start, before] = [middle, reached];
  }
  // What has no width shows on the character before it.
  while (MARK.test(points[end] ?? "")) end++;
  return points.slice(0, end).join("").length;
}
