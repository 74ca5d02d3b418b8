import type { ContentBlock } from "../contract/tool.js";
import { kindOf } from "./content-blocks.js";
import type { CutContent } from "./cut-content.js";

/** The notice is never longer. */
export const MAX_NOTICE = 500;
const MAX_KINDS = 4;
const MAX_KIND = 40;

/** Tells a model which blocks follow, and how it gets at what was cut of them. */
export function contentNotice(
  { shown, cut, leftOut, sign }: CutContent,
  handle: string | undefined,
): string {
  const count = `${shown.length} ${shown.length === 1 ? "block follows" : "blocks follow"}`;
  const sentences = [shown.length === 0 ? "No block follows." : `${count}: ${listKinds(shown)}.`];
  if (cut.length > leftOut) sentences.push(`${sign} marks where a text was cut.`);
  if (leftOut > 0) sentences.push(`${leftOut} found no room.`);
  if (cut.length > 0) {
    sentences.push(
      handle === undefined
        ? "The rest was not kept: emit less text."
        : `In a later execution await recall('${handle}') gives whole, in an array, what was cut or found no room.`,
    );
  }
  return sentences.join(" ");
}

/** `image/png ×2, text` */
function listKinds(blocks: readonly ContentBlock[]): string {
  const counts = new Map<string, number>();
  for (const block of blocks) {
    const kind = kindOf(block).slice(0, MAX_KIND);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => kind + (count === 1 ? "" : ` ×${count}`));
  const more = kinds.length - MAX_KINDS;
  return kinds.slice(0, MAX_KINDS).join(", ") + (more > 0 ? ` and ${more} more kinds` : "");
}
