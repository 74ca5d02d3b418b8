import { Worker } from "node:worker_threads";
import { engineHash } from "./engine.js";
import { BOOT_SNAPSHOT, BOOT_WEB_APIS } from "./generated/boot-snapshot.generated.js";
import { WORKER_PROGRAM } from "./generated/worker-program.generated.js";
import type { BuiltGuest, WorkerSetup } from "./worker/worker-messages.js";

/** What a worker is started for. */
export interface WorkerSpec {
  readonly module: Promise<WebAssembly.Module>;
  readonly guestRuntime: string;
  readonly memoryBytes: number;
  readonly memoryCap: number;
}

/** Of the worker's own thread, in MiB: it must be the engine's stack that ends first. */
const STACK_MB = 32;
const HEAP_MB = 256;
const YOUNG_MB = 3;

const BUILT_GUEST: BuiltGuest = { snapshot: BOOT_SNAPSHOT, webApis: BOOT_WEB_APIS };

/** Starts a thread with nothing of the host's but what it is given. */
export function startWorker(
  { memoryBytes, memoryCap }: WorkerSpec,
  { signals, mail, booted }: Pick<WorkerSetup, "signals" | "mail" | "booted">,
): Worker {
  const workerData: WorkerSetup = {
    ...{ engineHash, memoryBytes, memoryCap, signals, mail, booted },
    built: booted === undefined ? BUILT_GUEST : undefined,
  };
  return new Worker(WORKER_PROGRAM, {
    eval: true,
    name: "toolweave-quickjs",
    workerData,
    env: {},
    argv: [],
    execArgv: [],
    stdin: true,
    stdout: true,
    stderr: true,
    resourceLimits: {
      stackSizeMb: STACK_MB,
      maxOldGenerationSizeMb: HEAP_MB,
      maxYoungGenerationSizeMb: YOUNG_MB,
    },
  });
}
