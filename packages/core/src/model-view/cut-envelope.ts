import { longestNotice } from "./cut-notice.js";
import { GatheredCuts, nameOf, SeparateCuts } from "./cut-parts.js";
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
  const cuts = fitsEach(parts, { budget, sign, least: cutter.least })
    ? new SeparateCuts(sign, store)
    : new GatheredCuts(sign, store);
  for (;;) {
    const notice = { key: "cut", text: JSON.stringify(cuts.notice()) };
    const frame = joinParts([notice, ...parts.map(({ key }) => ({ key, text: "" }))]).length;
    const rooms = roomsOf(parts, budget - frame, cutter.least);
    const isCut = ({ text }: EnvelopePart, i: number): boolean => text.length > (rooms[i] ?? 0);
    const found = parts.filter((part, i) => isCut(part, i) && !cuts.has(part));
    if (found.length === 0) {
      const shown = parts.map((part, i) =>
        isCut(part, i) ? { ...part, text: cutter.show(part.value, rooms[i] ?? 0) } : part,
      );
      return joinParts([{ key: "cut", text: JSON.stringify(cuts.kept()) }, ...shown]);
    }
    // The notice grows and the room shrinks, so that what is cut now will still be.
    cuts.add(found);
  }
}

/** True if there is room for a mark of each part that may be cut, and for a notice with a handle for each. */
function fitsEach(
  parts: readonly EnvelopePart[],
  { budget, sign, least }: { budget: number; sign: string; least: number },
): boolean {
  const mayBeCut = parts.filter(({ text }) => text.length > least);
  const text = JSON.stringify(longestNotice(sign, mayBeCut.map(nameOf)));
  const frame = joinParts([{ key: "cut", text }, ...parts.map(({ key }) => ({ key, text: "" }))]);
  const needed = parts.reduce((sum, part) => sum + Math.min(part.text.length, least), 0);
  return frame.length + needed <= budget;
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
