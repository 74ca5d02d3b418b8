import { jsonSize } from "./json-size.js";
import { MAX_MESSAGE_BYTES } from "./message-size.js";

/** Servers that page for ever are cut off here. */
const MAX_PAGES = 1_000;
/** All pages together may have as many characters as one message: a list in one piece could have no more. */
const MAX_CHARACTERS = MAX_MESSAGE_BYTES;

/** Where the pages of a list come from, and where oddities go that are borne. */
export interface PageSource {
  /** One answer, as the server sent it. */
  page(cursor: string | undefined): Promise<Readonly<Record<string, unknown>>>;
  warn(warning: string): void;
}

/**
 * Reads a list of a server to its end. `key` is where an answer has its part of the list.
 *
 * @throws Error for an answer that has no list.
 */
export async function listPages(key: string, { page, warn }: PageSource): Promise<unknown[]> {
  const items: unknown[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  let characters = 0;
  do {
    const { [key]: listed, nextCursor } = await page(cursor);
    if (!Array.isArray(listed)) throw new Error(`its answer has no array of ${key}`);
    for (const item of listed) items.push(item);
    // Some servers end with an empty cursor, or with null, instead of none.
    cursor = typeof nextCursor === "string" && nextCursor !== "" ? nextCursor : undefined;
    if (cursor === undefined) break;
    if (cursors.has(cursor) || cursors.size >= MAX_PAGES - 1) {
      warn(`pages its list of ${key} without end; the rest is left out`);
      break;
    }
    characters += jsonSize(listed, MAX_CHARACTERS);
    if (characters > MAX_CHARACTERS) {
      warn(`lists more than ${MAX_CHARACTERS} characters of ${key}; the rest is left out`);
      break;
    }
    cursors.add(cursor);
  } while (cursor !== undefined);
  return items;
}
