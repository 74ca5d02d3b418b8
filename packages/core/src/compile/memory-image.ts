/** What is needed of a WebAssembly instance that wasm-bindgen has wrapped. */
export interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Moves the stack pointer, and returns where it then is. */
  __wbindgen_add_to_stack_pointer(bytes: number): number;
}

/** The state of a WebAssembly instance while none of its functions runs. */
export class MemoryImage {
  readonly #wasm: WasmExports;
  readonly #stackPointer: number;
  readonly #bytes: Uint8Array;

  constructor(wasm: WasmExports) {
    this.#wasm = wasm;
    this.#stackPointer = wasm.__wbindgen_add_to_stack_pointer(0);
    this.#bytes = new Uint8Array(wasm.memory.buffer.slice(0));
  }

  /** Puts the instance back into this state. Returns how many bytes of its memory were added since. */
  restore(): number {
    const now = this.#wasm.__wbindgen_add_to_stack_pointer(0);
    this.#wasm.__wbindgen_add_to_stack_pointer(this.#stackPointer - now);
    const memory = new Uint8Array(this.#wasm.memory.buffer);
    memory.set(this.#bytes);
    return memory.length - this.#bytes.length;
  }

  /** The state that the instance is in now. */
  renew(): MemoryImage {
    return new MemoryImage(this.#wasm);
  }
}
