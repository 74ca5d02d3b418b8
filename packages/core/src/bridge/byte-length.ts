/** Bytes of a text as UTF-8. */
export function byteLength(text: string): number {
  return globalThis.Buffer?.byteLength(text) ?? new TextEncoder().encode(text).length;
}
