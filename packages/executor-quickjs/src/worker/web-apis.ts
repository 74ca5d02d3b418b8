/** The web's APIs as bytecode, which most guests never ask for: compressed until one does. */
export class WebApis {
  readonly #compressed: Uint8Array;
  #bytecode: Uint8Array | undefined;

  /** @param compressed by Brotli. */
  constructor(compressed: Uint8Array) {
    this.#compressed = compressed;
  }

  get bytecode(): Uint8Array {
    const { brotliDecompressSync } = process.getBuiltinModule("node:zlib");
    this.#bytecode ??= brotliDecompressSync(this.#compressed);
    return this.#bytecode;
  }
}
