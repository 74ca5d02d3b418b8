import type { SandboxExit } from "@toolweave/core";

/** How a sandbox ended whose worker could say so. */
export const WORKER_EXITS: Readonly<Record<"memory" | "crash", SandboxExit>> = {
  memory: {
    kind: "memory",
    message:
      "The code used more memory than the sandbox may have (memoryLimitMb). Process the data in " +
      "smaller pieces, or keep less of it.",
  },
  crash: { kind: "crash", message: "The JavaScript engine of the sandbox failed." },
};
