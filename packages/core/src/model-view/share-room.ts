/**
 * Shares room among parts: each gets what it needs if that is no more than a fair share, and what these
 * leave over is shared by the others in the same way. So small parts stay whole at the cost of large ones.
 *
 * @param sizeWithin a part's size if that is at most the limit, anything above the limit otherwise.
 */
export function shareRoom(
  count: number,
  room: number,
  sizeWithin: (index: number, limit: number) => number,
): number[] {
  const rooms = new Array<number>(count).fill(0);
  let open = [...rooms.keys()];
  let left = room;
  let share = 0;
  while (open.length > 0) {
    share = Math.max(0, Math.floor(left / open.length));
    const large: number[] = [];
    for (const index of open) {
      const size = sizeWithin(index, share);
      if (size > share) large.push(index);
      else {
        rooms[index] = size;
        left -= size;
      }
    }
    if (large.length === open.length) break;
    open = large;
  }
  for (const index of open) rooms[index] = share;
  return rooms;
}
