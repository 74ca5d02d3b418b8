const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const PAGE_BYTES = 65_536;

/**
 * A WebAssembly module whose memory has a largest size. The engine's own is bounded by nothing but the
 * address space, and an engine's limit on values is no limit on what it takes for itself.
 *
 * @throws Error for bytes that are no module with one memory of its own.
 */
export function capMemory(module: Uint8Array, maxBytes: number): Uint8Array {
  const { head, start, end } = memorySection(module);
  const minimum = readNumber(module, start + 2).value;
  const limits = [1, 1, ...numberBytes(minimum), ...numberBytes(Math.floor(maxBytes / PAGE_BYTES))];
  const section = [MEMORY_SECTION, ...numberBytes(limits.length), ...limits];
  return Buffer.concat([module.subarray(0, head), Buffer.from(section), module.subarray(end)]);
}

interface Section {
  readonly head: number;
  /** Where its contents begin. */
  readonly start: number;
  readonly end: number;
}

function memorySection(module: Uint8Array): Section {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const { value: length, next: start } = readNumber(module, at + 1);
    if (module[at] === MEMORY_SECTION) return { head: at, start, end: start + length };
    at = start + length;
  }
  throw new Error("the engine's module has no memory of its own");
}

/** An unsigned LEB128 number. */
function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return { value, next: at };
  }
}

function numberBytes(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...numberBytes(Math.floor(value / 0x80))];
}
