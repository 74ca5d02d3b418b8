const ZEROS = Buffer.alloc(4_096);

/** Memory is looked at, copied and saved in blocks of this size: most of a machine's are zeros. */
export const BLOCK_BYTES: number = ZEROS.length;

/** A part of memory without a block of zeros. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A view of the same bytes that compares and searches fast. */
export function bufferOf(memory: Uint8Array): Buffer {
  return Buffer.from(memory.buffer, memory.byteOffset, memory.length);
}

function isZeroBlock(memory: Buffer, start: number): boolean {
  return memory.compare(ZEROS, 0, BLOCK_BYTES, start, start + BLOCK_BYTES) === 0;
}

/** What of the memory is not zeros, in order. */
export function nonZeroRuns(given: Uint8Array): Run[] {
  const memory = bufferOf(given);
  const runs: Run[] = [];
  let start = -1;
  for (let at = 0; at <= memory.length; at += BLOCK_BYTES) {
    const isZero = at === memory.length || isZeroBlock(memory, at);
    if (!isZero && start < 0) start = at;
    if (isZero && start >= 0) {
      runs.push({ start, end: at });
      start = -1;
    }
  }
  return runs;
}

/**
 * Makes `to` what `from` is. What is zero on both sides is not touched: the system gives no memory for
 * pages that were never written to.
 */
export function copyMemory(from: Uint8Array, runs: readonly Run[], to: Buffer): void {
  let done = 0;
  for (const { start, end } of [...runs, { start: to.length, end: to.length }]) {
    for (let at = done; at < start; at += BLOCK_BYTES) {
      if (!isZeroBlock(to, at)) to.fill(0, at, at + BLOCK_BYTES);
    }
    to.set(from.subarray(start, end), start);
    done = end;
  }
}
