import type { Address, EngineExports } from "./engine-exports.js";
import type { EngineMemory } from "./engine-memory.js";

const MESSAGE = "message\0";
/** The second is what the engine says where there is memory for an error, and none for its message. */
const OUT_OF_MEMORY: readonly string[] = ["out of memory", "Invalid error message"];
/** Memory that does not shrink has come to this part of the limit where little of it is free. */
const FULL = 0.9;

/** Tells errors for want of memory from others. */
export class Starvation {
  readonly #engine: EngineExports;
  readonly #memory: EngineMemory;
  readonly #memoryBytes: number;
  /** Where the name of an error's message stands: no memory may be left to write it to. */
  #name: Address = 0;

  /** @param memoryBytes what the guest's values may take. */
  constructor(engine: EngineExports, memory: EngineMemory, memoryBytes: number) {
    this.#engine = engine;
    this.#memory = memory;
    this.#memoryBytes = memoryBytes;
  }

  /** Bytes that {@link reserve} needs. */
  static readonly BYTES: number = MESSAGE.length;

  reserve(at: Address): void {
    this.#name = at;
  }

  /** To be called once, in a machine that starts. */
  writeName(): void {
    this.#memory.bytes.write(MESSAGE, this.#name, "latin1");
  }

  /** The engine throws `null` where there is no memory for the error either; code may do so for its own reasons. */
  get explainsNull(): boolean {
    return this.#memory.bytes.length >= FULL * this.#memoryBytes;
  }

  isOutOfMemory(error: Address): boolean {
    const engine = this.#engine;
    if (error === 0) return true;
    if (engine.qjs_is_null(error) !== 0) return this.explainsNull;
    if (engine.qjs_is_error(error) === 0) return false;
    const message = engine.qjs_get_prop_string(error, this.#name);
    if (message === 0) return true;
    const isText = engine.qjs_is_string(message) !== 0;
    const text = isText ? this.#memory.read(message) : "";
    engine.qjs_free_value(message);
    return text === undefined || OUT_OF_MEMORY.includes(text);
  }
}
