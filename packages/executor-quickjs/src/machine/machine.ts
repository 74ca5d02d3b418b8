import type { Address, EngineExports } from "./engine-exports.js";
import { engineImports } from "./engine-imports.js";
import { EngineMemory } from "./engine-memory.js";
import { evaluateBytecode } from "./evaluate-bytecode.js";
import { HOST_FUNCTIONS, HostFunctions } from "./host-functions.js";
import type { MachineImage } from "./machine-image.js";
import { copyMemory, nonZeroRuns, type Run } from "./memory-blocks.js";
import { Starvation } from "./starvation.js";

/** What a machine tells of its guest, and asks while the guest runs. */
export interface MachineHooks {
  onMessage(message: string): void;
  /** True to end what the guest is doing. */
  shouldStop(): boolean;
  /** Bytecode of the web's APIs, for a guest runtime that was not given their sources. */
  webApis(): Uint8Array | undefined;
}

/** What a machine is made of. */
export interface MachineParts {
  readonly module: WebAssembly.Module;
  /** Bytes that the guest's values may take. */
  readonly memoryBytes: number;
  readonly hooks: MachineHooks;
}

const PAGE_BYTES = 65_536;
/** The most that quickjs-wasi gives to the engine of the 1 MiB that it has for a stack. */
const STACK_BYTES = 512 * 1024;
/** Of `qjs_compile`: functions without their texts. */
const STRIP_SOURCE = 1 << 4;
const LENGTH_BYTES = 4;
/**
 * Bytes of values from which on the engine looks for cycles, in a guest that has just begun: what it would have come to
 * by booting can be a few bytes more than it holds, so that the first call of a tool pays for a whole search.
 */
const FIRST_GC_BYTES = 4 << 20;
/** In the scratch bytes: a length, the two arguments of a call, and the name of a property. */
const [LENGTH_AT, ARGUMENTS_AT, NAME_AT] = [0, 4, 12];

/** One QuickJS in one WebAssembly instance: its memory is all there is of the guest. */
export class Machine {
  readonly #engine: EngineExports;
  readonly #memory: EngineMemory;
  readonly #starvation: Starvation;
  readonly #parts: MachineParts;
  #scratch: Address = 0;
  #deliver: Address = 0;
  #starved = false;
  /** Promises that were rejected for want of memory, while nobody waits for them. */
  #lost = 0;

  constructor(parts: MachineParts) {
    this.#parts = parts;
    const imports = engineImports({
      call: (name, args, count) => functions.call(name, args, count),
      shouldStop: () => parts.hooks.shouldStop(),
      onRejection: (promise, reason, isHandled) => this.#onRejection(promise, reason, isHandled),
      memory: () => this.#engine.memory.buffer,
    });
    const { exports } = new WebAssembly.Instance(parts.module, imports);
    this.#engine = exports as unknown as EngineExports;
    this.#memory = new EngineMemory(this.#engine);
    this.#starvation = new Starvation(this.#engine, this.#memory, parts.memoryBytes);
    const functions = new HostFunctions(this.#engine, this.#memory, parts.hooks);
  }

  /**
   * The bytecode of a program, without its text. The machine is of no use after that: copies of a guest
   * should not hold what is left in it.
   *
   * @param fileName for the stacks of its errors.
   * @throws Error if the program cannot be compiled.
   */
  compile(program: string, fileName = "toolweave-guest"): Uint8Array {
    const engine = this.#engine;
    this.#start();
    const text = this.#memory.write(program);
    const file = this.#memory.write(fileName);
    const lengthAt = engine.wasm_malloc(LENGTH_BYTES);
    const at = engine.qjs_compile(text.at, text.length, file.at, 0, STRIP_SOURCE, lengthAt);
    if (at === 0) throw unfit();
    const length = this.#memory.view.getUint32(lengthAt, true);
    return new Uint8Array(this.#memory.bytes.subarray(at, at + length));
  }

  /**
   * Starts the engine, and in it the guest: the program of the bytecode evaluates to
   * `(send, compile, random) => deliver`. It is given messages, and promises: see the guest's wiring.
   *
   * @throws Error if the program does not run.
   */
  boot(bytecode: Uint8Array): void {
    const engine = this.#engine;
    this.#start();
    engine.qjs_set_interrupt_handler(1);
    engine.qjs_set_promise_rejection_handler(1);
    this.#useScratch(engine.wasm_malloc(NAME_AT + Starvation.BYTES));
    this.#starvation.writeName();
    const start = this.#checked(evaluateBytecode(engine, this.#memory, bytecode));
    const functions = HOST_FUNCTIONS.map((name) => this.#hostFunction(name));
    const args = engine.wasm_malloc(4 * functions.length);
    functions.forEach((value, index) => {
      this.#memory.view.setUint32(args + 4 * index, value, true);
    });
    const self = engine.qjs_get_undefined();
    this.#deliver = this.#checked(engine.qjs_call(start, self, functions.length, args));
    for (const value of [start, self, ...functions]) engine.qjs_free_value(value);
    engine.wasm_free(args);
    engine.qjs_run_gc();
    engine.qjs_set_gc_threshold(FIRST_GC_BYTES);
  }

  /**
   * Delivers one message and runs what follows from it, until the guest waits again. Gives why the guest
   * cannot go on, if so; a trap of the engine throws.
   */
  deliver(message: string): "memory" | undefined {
    const engine = this.#engine;
    const text = this.#memory.newString(message);
    if (text === 0) return "memory";
    this.#call(text);
    engine.qjs_free_value(text);
    this.#runJobs();
    // What was lost for want of memory is waited for by somebody, in vain.
    return this.#starved || this.#lost > 0 ? "memory" : undefined;
  }

  /** Only between messages. The memory is the machine's own: to be copied before it goes on. */
  image(): MachineImage {
    const engine = this.#engine;
    return {
      memory: this.#memory.bytes,
      stackPointer: engine.__stack_pointer.value,
      runtime: engine.qjs_get_runtime_ptr(),
      context: engine.qjs_get_context_ptr(),
      deliver: this.#deliver,
      scratch: this.#scratch,
    };
  }

  /** Makes this machine the one of the image, whatever it was before. `runs`: see `nonZeroRuns`. */
  become(image: MachineImage, runs: readonly Run[] = nonZeroRuns(image.memory)): void {
    const engine = this.#engine;
    const missing = image.memory.length - this.size;
    if (missing > 0) engine.memory.grow(missing / PAGE_BYTES);
    copyMemory(image.memory, runs, this.#memory.bytes);
    engine.__stack_pointer.value = image.stackPointer;
    engine.qjs_set_runtime_and_context(image.runtime, image.context);
    this.#deliver = image.deliver;
    this.#useScratch(image.scratch);
    this.#starved = false;
    this.#lost = 0;
    this.#limit();
  }

  /** Bytes of memory that the machine has come to hold. */
  get size(): number {
    return this.#engine.memory.buffer.byteLength;
  }

  /** True if `null` that was thrown may be the engine's word for want of memory. */
  get explainsNull(): boolean {
    return this.#starvation.explainsNull;
  }

  #useScratch(at: Address): void {
    this.#scratch = at;
    this.#memory.lengthAt = at + LENGTH_AT;
    this.#starvation.reserve(at + NAME_AT);
  }

  #limit(): void {
    this.#engine.qjs_set_memory_limit(this.#parts.memoryBytes);
    this.#engine.qjs_set_max_stack_size(STACK_BYTES);
  }

  #call(...args: readonly Address[]): void {
    const engine = this.#engine;
    const at = this.#scratch + ARGUMENTS_AT;
    for (let i = 0; i < args.length; i++) {
      this.#memory.view.setUint32(at + 4 * i, args[i] as Address, true);
    }
    const self = engine.qjs_get_undefined();
    const result = engine.qjs_call(this.#deliver, self, args.length, at);
    // What the guest throws out of its own message handler concerns nobody but itself.
    if (result === 0 || engine.qjs_is_exception(result) !== 0) this.#takeException();
    for (const value of [self, result]) if (value !== 0) engine.qjs_free_value(value);
  }

  #runJobs(): void {
    const engine = this.#engine;
    while (engine.qjs_is_job_pending() !== 0 && !this.#parts.hooks.shouldStop()) {
      if (engine.qjs_execute_pending_job() < 0) this.#takeException();
    }
  }

  #onRejection(promise: Address, reason: Address, isHandled: boolean): void {
    if (this.#starvation.isOutOfMemory(reason)) this.#lost += isHandled ? -1 : 1;
    else if (isHandled) this.#call(promise);
    else this.#call(promise, reason);
    for (const value of [promise, reason]) if (value !== 0) this.#engine.qjs_free_value(value);
  }

  #takeException(): void {
    const exception = this.#engine.qjs_get_exception();
    if (this.#starvation.isOutOfMemory(exception)) this.#starved = true;
    if (exception !== 0) this.#engine.qjs_free_value(exception);
  }

  #start(): void {
    this.#engine._initialize();
    if (this.#engine.qjs_init() !== 0) throw new Error("QuickJS could not be started");
    this.#limit();
  }

  #hostFunction(name: string): Address {
    const { at, length } = this.#memory.write(name);
    const value = this.#engine.qjs_new_host_function(at, length, 0);
    this.#engine.wasm_free(at);
    return value;
  }

  #checked(value: Address): Address {
    if (value !== 0 && this.#engine.qjs_is_exception(value) === 0) return value;
    throw unfit();
  }
}

function unfit(): Error {
  return new Error("the guest runtime does not run in QuickJS");
}
