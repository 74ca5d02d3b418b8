import type { Address, EngineExports } from "./engine-exports.js";
import type { EngineMemory } from "./engine-memory.js";

const MESSAGE = "message\0";
const OUT_OF_MEMORY = "out of memory";

/** Tells errors for want of memory from others. */
export class Starvation {
  readonly #engine: EngineExports;
  readonly #memory: EngineMemory;
  /** Where the name of an error's message stands: no memory may be left to write it to. */
  #name: Address = 0;

  constructor(engine: EngineExports, memory: EngineMemory) {
    this.#engine = engine;
    this.#memory = memory;
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

  /** The engine throws `null` where there is no memory for the error either. */
  isOutOfMemory(error: Address): boolean {
    const engine = this.#engine;
    if (error === 0 || engine.qjs_is_null(error) !== 0) return true;
    if (engine.qjs_is_error(error) === 0) return false;
    const message = engine.qjs_get_prop_string(error, this.#name);
    if (message === 0) return true;
    const isText = engine.qjs_is_string(message) !== 0;
    const text = isText ? this.#memory.read(message) : "";
    engine.qjs_free_value(message);
    return text === undefined || text === OUT_OF_MEMORY;
  }
}
