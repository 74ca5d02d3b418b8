import type { Address, EngineExports } from "./engine-exports.js";

/** Texts on their way into an engine's memory and out of it. */
export class EngineMemory {
  readonly #engine: EngineExports;
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the engine puts the length of a text that it gives. */
  lengthAt: Address = 0;

  constructor(engine: EngineExports) {
    this.#engine = engine;
  }

  get bytes(): Buffer {
    this.#renew();
    return this.#bytes;
  }

  get view(): DataView {
    this.#renew();
    return this.#view;
  }

  /** UTF-8 with a zero at its end; the address is 0 if there is no memory for it. */
  write(text: string): { at: Address; length: number } {
    const length = Buffer.byteLength(text);
    const at = this.#engine.wasm_malloc(length + 1);
    if (at === 0) return { at, length: 0 };
    const { bytes } = this;
    bytes.write(text, at, "utf8");
    bytes[at + length] = 0;
    return { at, length };
  }

  /** A string of the guest; 0 if there is no memory for it. */
  newString(text: string): Address {
    const { at, length } = this.write(text);
    if (at === 0) return 0;
    const value = this.#engine.qjs_new_string(at, length);
    this.#engine.wasm_free(at);
    return this.#isException(value) ? 0 : value;
  }

  /** The text of a string of the guest; `undefined` if it is none, or there is no memory for it. */
  read(value: Address): string | undefined {
    const engine = this.#engine;
    if (value === 0 || engine.qjs_is_string(value) === 0) return undefined;
    const at = engine.qjs_get_string_len(value, this.lengthAt);
    if (at === 0) return undefined;
    const text = this.bytes.toString("utf8", at, at + this.lastLength());
    engine.qjs_free_cstring(at);
    return text;
  }

  /** Bytes of the text that the engine gave last. */
  lastLength(): number {
    return this.view.getUint32(this.lengthAt, true);
  }

  /** Whether the engine gave an exception, which is taken from it then: the next call is not to meet it. */
  #isException(value: Address): boolean {
    const engine = this.#engine;
    if (value === 0 || engine.qjs_is_exception(value) === 0) return false;
    for (const each of [value, engine.qjs_get_exception()])
      if (each !== 0) engine.qjs_free_value(each);
    return true;
  }

  /** A view of memory that has grown since is of no use any more. */
  #renew(): void {
    const { buffer } = this.#engine.memory;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = Buffer.from(buffer);
    this.#view = new DataView(buffer);
  }
}
