/** What goes wrong for as long as it is set. */
export interface FaultSettings {
  /** One-way delay of every byte from the SDK to the stand-in, in milliseconds. */
  latencyUpMs: number;
  /** One-way delay of every byte from the stand-in to the SDK, in milliseconds. */
  latencyDownMs: number;
  /** The most bytes of output in one event of a process; E2B itself sends up to 32 KiB. */
  chunkBytes: number;
  /** How long it takes to create a sandbox, in milliseconds. */
  createDelayMs: number;
  /**
   * `refused` ends every connection and refuses new ones. `silent` leaves connections open and
   * carries nothing; what is sent meanwhile arrives once the network is `open` again.
   */
  network: "open" | "refused" | "silent";
}

/** An undisturbed service. */
export const NO_FAULTS: Readonly<FaultSettings> = {
  latencyUpMs: 0,
  latencyDownMs: 0,
  chunkBytes: 32 << 10,
  createDelayMs: 0,
  network: "open",
};
