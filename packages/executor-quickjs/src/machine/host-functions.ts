import type { Address, EngineExports } from "./engine-exports.js";
import type { EngineMemory } from "./engine-memory.js";
import { evaluateBytecode } from "./evaluate-bytecode.js";
import { randomNumber } from "./random-number.js";

/** The functions that the guest's program is given, in this order. Each begins with another letter. */
export const HOST_FUNCTIONS: readonly string[] = ["send", "compile", "random"];
const [SEND, COMPILE, RANDOM] = HOST_FUNCTIONS.map((name) => name.charCodeAt(0));

/** What is behind them: see `MachineHooks`. */
interface HostParts {
  onMessage(message: string): void;
  webApis(): Uint8Array | undefined;
}

/** All that a guest can call outside its machine. */
export class HostFunctions {
  readonly #engine: EngineExports;
  readonly #memory: EngineMemory;
  readonly #parts: HostParts;

  constructor(engine: EngineExports, memory: EngineMemory, parts: HostParts) {
    this.#engine = engine;
    this.#memory = memory;
    this.#parts = parts;
  }

  /** Gives a value, or 0 for an exception that is set. */
  call(name: Address, args: Address, count: number): Address {
    const value = this.#answer(name, args, count);
    if (value !== 0) return value;
    const engine = this.#engine;
    const context = engine.qjs_get_context_ptr();
    // Where the machine has no memory for a value nothing is thrown, and code would catch what is none of the language.
    if (engine.JS_HasException(context) === 0) engine.JS_ThrowOutOfMemory(context);
    return 0;
  }

  #answer(name: Address, args: Address, count: number): Address {
    switch (this.#memory.bytes[name]) {
      case RANDOM:
        return this.#engine.qjs_new_number(randomNumber());
      case SEND:
        if (count > 0 && !this.#send(this.#argument(args, 0))) return 0;
        break;
      case COMPILE:
        if (count > 1) return this.#compile(this.#argument(args, 0), this.#argument(args, 1));
    }
    return this.#engine.qjs_get_undefined();
  }

  #argument(args: Address, index: number): Address {
    return this.#memory.view.getUint32(args + 4 * index, true);
  }

  /** False if there is no memory to read it: a message that is lost would be waited for. */
  #send(value: Address): boolean {
    if (this.#engine.qjs_is_string(value) === 0) return true;
    const message = this.#memory.read(value);
    if (message !== undefined) this.#parts.onMessage(message);
    return message !== undefined;
  }

  /**
   * The texts stay in the machine: nothing is lost of strings that are no Unicode. The only one without any is that of
   * the web's APIs, in a guest runtime that was not given them.
   */
  #compile(code: Address, fileName: Address): Address {
    const engine = this.#engine;
    const memory = this.#memory;
    const file = engine.qjs_get_string_len(fileName, memory.lengthAt);
    if (file === 0) return 0;
    const text = engine.qjs_get_string_len(code, memory.lengthAt);
    const value = text === 0 ? 0 : this.#evaluate(text, memory.lastLength(), file);
    engine.qjs_free_cstring(file);
    if (text !== 0) engine.qjs_free_cstring(text);
    if (value === 0 || engine.qjs_is_exception(value) === 0) return value;
    engine.qjs_free_value(value);
    return 0;
  }

  #evaluate(text: Address, length: number, file: Address): Address {
    const webApis = length === 0 ? this.#parts.webApis() : undefined;
    if (webApis !== undefined) return evaluateBytecode(this.#engine, this.#memory, webApis);
    return this.#engine.qjs_eval(text, length, file, 0);
  }
}
