/** Words of English descriptions that carry nothing: "The name of the repository you want to use". */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "a about an and any are array at be being boolean by desired each enter for from get given have " +
    "identifier in information into is it its list must name number object of on optional or parameter " +
    "provide provided provides required retrieve should specific specified specifies specify string " +
    "that the their this to unique use used user using value want wants what where which who whom " +
    "whose will wish with you your"
  ).split(" "),
);

/** True for a description that only repeats what the names say: `owner` → "The owner of the repository". */
export function saysNothingNew(sentence: string, names: readonly string[]): boolean {
  const known = new Set(names.flatMap((name) => wordsOf(name.slice(0, 300))));
  return wordsOf(sentence).every((word) => known.has(word) || FILLERS.has(word));
}

function wordsOf(text: string): string[] {
  return text
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}
