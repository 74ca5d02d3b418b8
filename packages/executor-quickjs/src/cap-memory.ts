import { numberBytes, readNumber, replaceSection } from "./module-sections.js";

const MEMORY_SECTION = 5;
const PAGE_BYTES = 65_536;

/**
 * A WebAssembly module whose memory has a largest size. The engine's own is bounded by nothing but the
 * address space, and an engine's limit on values is no limit on what it takes for itself.
 *
 * @throws Error for bytes that are no module with one memory of its own.
 */
export function capMemory(module: Uint8Array, maxBytes: number): Uint8Array {
  return replaceSection(module, MEMORY_SECTION, (content) => {
    const minimum = readNumber(content, 2).value;
    const maximum = Math.floor(maxBytes / PAGE_BYTES);
    return Buffer.from([1, 1, ...numberBytes(minimum), ...numberBytes(maximum)]);
  });
}
