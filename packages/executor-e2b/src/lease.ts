import type { SandboxSpec } from "@toolweave/core";
import type { CloudSandbox } from "./cloud-sandbox.js";
import type { GuestProcess } from "./guest-process.js";

/** Who wants a process: its clock is held while it waits for others to be done with theirs. */
export type LeaseSpec = Pick<SandboxSpec, "signal" | "holdClock">;

/** A process for one execution, and the sandbox it is in. */
export interface Lease {
  readonly cloud: CloudSandbox;
  readonly process: GuestProcess;
}
