import { applyEdits, modify } from "jsonc-parser";

/** One change: a value at a path; `undefined` removes it. */
export interface JsonChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Changes JSON as text, so that comments and the order of keys stay. */
export function editJson(text: string, changes: readonly JsonChange[]): string {
  const tabSize = /^( +)"/m.exec(text)?.[1]?.length ?? 2;
  const insertSpaces = !/^\t+"/m.test(text);
  const formattingOptions = { tabSize, insertSpaces, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return changes.reduce((before, { path, value }) => {
    const edits = modify(before, [...path], value, { formattingOptions });
    return applyEdits(before, edits);
  }, text);
}
