import type { ContentBlock } from "../contract/tool.js";
import { wordsOf } from "./content-blocks.js";
import { mark, signFor } from "./cut-sign.js";
import { cutText } from "./cut-text.js";
import { shareRoom } from "./share-room.js";

/** A block that would have less room than this is left out. */
const LEAST = 200;

/** What a model is shown of content blocks. */
export interface CutContent {
  readonly shown: readonly ContentBlock[];
  /** Characters of what it has to read of them. */
  readonly characters: number;
  /** By this sign cuts are marked. */
  readonly sign: string;
  /** The blocks that are not shown whole, as they were. */
  readonly cut: readonly ContentBlock[];
  /** How many of these are not shown at all. */
  readonly leftOut: number;
}

/** The blocks with no more to read than there is room for. Media take none. */
export function cutContent(blocks: readonly ContentBlock[], room: number): CutContent {
  const all = blocks.map((block) => ({ block, words: wordsOf(block) }));
  const total = all.reduce((sum, { words }) => sum + words.length, 0);
  if (total <= room) return { shown: blocks, characters: total, sign: "", cut: [], leftOut: 0 };
  const sign = signFor(all.map(({ words }) => words));
  const picked = all.filter(withinRoom(room));
  const rooms = shareRoom(picked.length, room, (index) => picked[index]?.words.length ?? 0);
  const whole = new Set(picked.filter(({ words }, index) => words.length <= (rooms[index] ?? 0)));
  const shown = picked.map((each, index) =>
    whole.has(each) ? each.block : shorten(each.block, rooms[index] ?? 0, sign),
  );
  return {
    shown,
    characters: shown.reduce((sum, block) => sum + wordsOf(block).length, 0),
    sign,
    cut: all.filter((each) => !whole.has(each)).map(({ block }) => block),
    leftOut: all.length - picked.length,
  };
}

/** Takes blocks as long as each has the least room that it needs. */
function withinRoom(room: number): (each: { words: string }) => boolean {
  let left = room;
  return ({ words }) => {
    const least = Math.min(words.length, LEAST);
    if (least > left) return false;
    left -= least;
    return true;
  };
}

/** A block that takes no more than its room: its text is cut, or a mark stands for it. */
function shorten(block: ContentBlock, room: number, sign: string): ContentBlock {
  const { type, text, resource } = block;
  const contents = (resource ?? {}) as Readonly<Record<string, unknown>>;
  const words = type === "text" ? text : contents["text"];
  const withWords = (words: string): ContentBlock => {
    if (type === "text") return { type, text: words };
    const { uri, mimeType } = contents;
    return {
      type,
      resource: { uri, ...(mimeType === undefined ? {} : { mimeType }), text: words },
    };
  };
  const left = room - wordsOf(withWords("")).length + 2;
  if (typeof words === "string" && left >= LEAST / 2) {
    const isShort = JSON.stringify(words).length <= left;
    return withWords(isShort ? words : (JSON.parse(cutText(words, left, sign)) as string));
  }
  return { type: "text", text: mark(sign, wordsOf(block).length, "character") };
}
