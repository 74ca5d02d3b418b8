import { type JSONPath, visit } from "jsonc-parser";

/** Where an object stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Edits the text of one object; `lead` is what its line begins with. The rest of the file may be megabytes long,
 * and is read once, without a tree of it being made.
 */
export function withinObject(
  text: string,
  owner: readonly string[],
  edit: (object: string, lead: string) => string,
): string {
  const place = placeOf(text, owner);
  if (place === undefined) return text;
  const { start, end } = place;
  const [lead = ""] =
    /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start)) ?? [];
  return text.slice(0, start) + edit(text.slice(start, end), lead) + text.slice(end);
}

/** The place of the first object at a path. */
function placeOf(text: string, owner: readonly string[]): Place | undefined {
  let start: number | undefined;
  let end: number | undefined;
  visit(
    text,
    {
      onObjectBegin: (offset, _length, _line, _character, path) => {
        if (start !== undefined || !leadsTo(path(), owner)) return false;
        if (path().length < owner.length) return true;
        start = offset;
        return false;
      },
      // Within an object that is passed over nothing is told, so that the next end is its own.
      onObjectEnd: (offset, length) => {
        if (start !== undefined) end ??= offset + length;
      },
      onArrayBegin: () => false,
      // Without this, the parser tells nothing any more after the first array.
      onArrayEnd: () => {},
    },
    { allowTrailingComma: true },
  );
  return start === undefined || end === undefined ? undefined : { start, end };
}

function leadsTo(path: JSONPath, owner: readonly string[]): boolean {
  return path.every((key, at) => key === owner[at]);
}
