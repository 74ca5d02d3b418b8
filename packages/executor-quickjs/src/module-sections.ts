const HEADER_BYTES = 8;

/**
 * A WebAssembly module with another content of one of its sections.
 *
 * @throws Error for bytes that are no module with such a section.
 */
export function replaceSection(
  module: Uint8Array,
  id: number,
  edit: (content: Uint8Array) => Uint8Array,
): Uint8Array {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const { value: length, next: start } = readNumber(module, at + 1);
    const end = start + length;
    if (module[at] === id) {
      const content = edit(module.subarray(start, end));
      const head = [id, ...numberBytes(content.length)];
      return Buffer.concat([
        module.subarray(0, at),
        Buffer.from(head),
        content,
        module.subarray(end),
      ]);
    }
    at = end;
  }
  throw new Error(`the engine's module has no section ${id}`);
}

/** An unsigned LEB128 number. */
export function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[next++] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return { value, next };
  }
}

export function numberBytes(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...numberBytes(Math.floor(value / 0x80))];
}
