import { cutNotice } from "./cut-notice.js";
import { signFor } from "./cut-sign.js";
import { type EnvelopePart, gatherOthers, joinParts } from "./envelope-part.js";
import type { RecallStore } from "./recall-store.js";
import { shareRoom } from "./share-room.js";
import { ValueCutter } from "./value-cutter.js";

/**
 * The envelope as one JSON text of at most `budget` characters. What is cut of it is kept in the store,
 * if there is one, and a further field, the first, says so.
 */
export function cutEnvelope(
  fields: readonly EnvelopePart[],
  budget: number,
  store: RecallStore | undefined,
): string {
  const parts = gatherOthers(fields);
  // What tells of the blocks is ours, the sign in it too.
  const data = parts.filter(({ key }) => key !== "content");
  const sign = signFor(data.map(({ text }) => text));
  const cutter = new ValueCutter(sign);
  const handles = new Map<EnvelopePart, string | undefined>();
  for (;;) {
    const notice = { key: "cut", text: JSON.stringify(cutNotice(sign, cutParts(handles, store))) };
    const frame = joinParts([notice, ...parts.map(({ key }) => ({ key, text: "" }))]).length;
    const rooms = roomsOf(parts, budget - frame, cutter.least);
    const isCut = ({ text }: EnvelopePart, i: number): boolean => text.length > (rooms[i] ?? 0);
    const found = parts.filter((part, i) => isCut(part, i) && !handles.has(part));
    if (found.length === 0) {
      const shown = parts.map((part, i) =>
        isCut(part, i) ? { ...part, text: cutter.show(part.value, rooms[i] ?? 0) } : part,
      );
      return joinParts([notice, ...shown]);
    }
    // The notice grows and the room shrinks, so that what is cut now will still be.
    for (const part of found) handles.set(part, store?.keep(part.text));
  }
}

/** What tells of the blocks, and how to recall them, stays whole if the others can show anything beside it. */
function roomsOf(parts: readonly EnvelopePart[], room: number, least: number): number[] {
  const lengths = parts.map(({ text }) => text.length);
  const told = parts.findIndex(({ key }) => key === "content");
  const length = lengths[told] ?? 0;
  const needed = lengths.reduce((sum, other) => sum + Math.min(other, least), 0);
  if (told < 0 || room < needed - Math.min(length, least) + length) {
    return shareRoom(parts.length, room, (i) => lengths[i] as number);
  }
  const shares = shareRoom(parts.length, room - length, (i) =>
    i === told ? 0 : (lengths[i] as number),
  );
  return shares.with(told, length);
}

function cutParts(
  handles: ReadonlyMap<EnvelopePart, string | undefined>,
  store: RecallStore | undefined,
): { name: string; handle: string | undefined }[] {
  return [...handles].map(([{ key = "other fields" }, handle]) => {
    // One that was kept may have made way for another.
    const isKept = handle !== undefined && store?.has(handle);
    return { name: key, handle: isKept ? handle : undefined };
  });
}
