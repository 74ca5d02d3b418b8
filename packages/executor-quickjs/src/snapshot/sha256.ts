/** The SHA-256 of all parts together. Node's module is loaded when it is needed: most workers never do. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
