import { BLOCK_BYTES, bufferOf, nonZeroRuns } from "../machine/memory-blocks.js";

/** Memory without its blocks of zeros: one bit for each block, and those that are not zero. */
export function packMemory(memory: Uint8Array): Uint8Array {
  const bytes = bufferOf(memory);
  const map = new Uint8Array(mapBytes(memory.length));
  const runs = nonZeroRuns(bytes);
  for (const { start, end } of runs) {
    for (let block = start / BLOCK_BYTES; block < end / BLOCK_BYTES; block++) {
      map[block >> 3] = (map[block >> 3] as number) | (1 << (block & 7));
    }
  }
  return Buffer.concat([map, ...runs.map(({ start, end }) => bytes.subarray(start, end))]);
}

/** The memory of so many bytes; `undefined` if the packed form is not one of such. */
export function unpackMemory(packed: Uint8Array, length: number): Uint8Array | undefined {
  const memory = new Uint8Array(length);
  let from = mapBytes(length);
  for (let block = 0; block * BLOCK_BYTES < length; block++) {
    if (((packed[block >> 3] ?? 0) & (1 << (block & 7))) === 0) continue;
    if (from + BLOCK_BYTES > packed.length) return undefined;
    memory.set(packed.subarray(from, from + BLOCK_BYTES), block * BLOCK_BYTES);
    from += BLOCK_BYTES;
  }
  return from === packed.length ? memory : undefined;
}

function mapBytes(length: number): number {
  return Math.ceil(length / BLOCK_BYTES / 8);
}
