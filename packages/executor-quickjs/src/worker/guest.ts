import { SandboxTimers, THREW_VALUE } from "@toolweave/core/node";
import { Machine } from "../machine/machine.js";
import type { MachineImage } from "../machine/machine-image.js";
import type { Run } from "../machine/memory-blocks.js";
import type { HostSignals } from "./host-signals.js";

/** How the message begins by which a guest says that it is done. */
const DONE = '{"type":"done"';
const THREW_NULL = `${THREW_VALUE}null`;

/** What a guest is made of. */
export interface GuestParts {
  readonly module: WebAssembly.Module;
  readonly memoryBytes: number;
  readonly signals: HostSignals;
  /** Gets the guest's messages, but for those that timers answer. */
  readonly onMessage: (message: string) => void;
  /** See `MachineHooks`. */
  readonly webApis: () => Uint8Array | undefined;
  /** It waits again: for replies, for timers, or for nothing. */
  readonly onTurnEnd: () => void;
  /** A timer's turn has ended. */
  readonly onTick: () => void;
  readonly onFailure: (cause: "memory" | "crash") => void;
}

/** One guest: its machine, and the timers that run beside it. */
export class Guest {
  readonly #machine: Machine;
  readonly #timers: SandboxTimers;
  readonly #parts: GuestParts;
  #ended = false;
  #done = false;

  constructor(parts: GuestParts) {
    this.#parts = parts;
    this.#timers = new SandboxTimers((message) => {
      this.deliver(message);
      parts.onTick();
    });
    this.#machine = new Machine({
      module: parts.module,
      memoryBytes: parts.memoryBytes,
      hooks: {
        shouldStop: () => parts.signals.isStopped,
        webApis: parts.webApis,
        onMessage: (message) => {
          if (this.#timers.handle(message)) return;
          if (message.startsWith(DONE)) this.#finish(message);
          else parts.onMessage(message);
        },
      },
    });
  }

  /** See `Machine`: for a guest that is nothing but a compiler. */
  compile(program: string): Uint8Array {
    return this.#machine.compile(program);
  }

  boot(bytecode: Uint8Array): void {
    this.#machine.boot(bytecode);
  }

  /** Makes this guest the one of the image. */
  become(image: MachineImage, runs?: readonly Run[]): void {
    this.#ended = false;
    this.#done = false;
    this.#machine.become(image, runs);
  }

  /** True if it waits for nothing but replies. */
  get isQuiet(): boolean {
    return !this.#ended && !this.#done && this.#timers.pending === 0;
  }

  /** Milliseconds for which it waits for nothing but replies: at most `most`, 0 once it has ended. */
  idleMs(most: number): number {
    return this.#ended || this.#done ? 0 : this.#timers.idleMs(most);
  }

  /** See `SandboxTimers`. */
  fireDue(): void {
    this.#timers.fireDue();
  }

  /** Bytes of memory that it has come to hold. */
  get size(): number {
    return this.#machine.size;
  }

  deliver(message: string): void {
    if (this.#ended) return;
    let failure: "memory" | "crash" | undefined;
    try {
      failure = this.#machine.deliver(message);
    } catch {
      // What a machine throws is a trap: its memory is not to be relied on any more.
      failure = "crash";
    }
    this.#parts.onTurnEnd();
    if (failure === undefined) return;
    this.end();
    if (!this.#done && !this.#parts.signals.isStopped) this.#parts.onFailure(failure);
  }

  #finish(message: string): void {
    this.#done = true;
    const starved = this.#machine.explainsNull && JSON.parse(message).error?.message === THREW_NULL;
    if (starved) this.#parts.onFailure("memory");
    else this.#parts.onMessage(message);
  }

  /** Only between messages. The memory is the guest's own: to be copied before it goes on. */
  image(): MachineImage {
    return this.#machine.image();
  }

  /** Nothing of it runs any more. */
  end(): void {
    this.#ended = true;
    this.#timers.clear();
  }
}
