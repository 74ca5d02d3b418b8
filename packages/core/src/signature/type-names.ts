/** Names that would hide what declarations themselves use. */
const TAKEN: ReadonlySet<string> = new Set(["Array", "Function", "Promise", "Record"]);
const MAX_LENGTH = 40;

/** A name for a type, made of any words: `issue-label` → `IssueLabel`. */
export function typeName(words: string): string {
  const name = words
    .slice(0, 4 * MAX_LENGTH)
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
    .slice(0, MAX_LENGTH);
  if (name === "") return "Type";
  return /^\d/.test(name) || TAKEN.has(name) ? `Type${name}` : name;
}

/** The name itself, or the first of `Name2`, `Name3`, … that is free. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let n = 2; isTaken(name); n++) name = `${wanted}${/\d$/.test(wanted) ? "_" : ""}${n}`;
  return name;
}
