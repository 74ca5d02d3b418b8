import type { Address } from "./engine-exports.js";

/** A machine at rest: its memory, and the addresses by which it is found again in there. */
export interface MachineImage {
  readonly memory: Uint8Array;
  readonly stackPointer: Address;
  readonly runtime: Address;
  readonly context: Address;
  /** The box of the function that takes the guest's messages. */
  readonly deliver: Address;
  /** A few bytes for what passes in and out. */
  readonly scratch: Address;
}
