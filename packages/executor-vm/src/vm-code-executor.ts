import {
  type ExecutorCapabilities,
  type ExecutorHostOwner,
  type Sandbox,
  SandboxExecutor,
  type SandboxSpec,
  ToolweaveError,
  type VMExecutorOptions,
} from "@toolweave/core";
import {
  type CompletePoolOptions,
  checkKeys,
  memoryLimitOption,
  type OpenRunnerChannel,
  poolOptions,
  SandboxPool,
  shown,
  wrongOption,
} from "@toolweave/core/node";
import { nodeLaunch } from "./node-launch.js";
import { ProcessChannel } from "./process-channel.js";
import { programInPath } from "./program-in-path.js";
import { reaperGone } from "./sandbox-children.js";
import { ThreadChannel } from "./thread-channel.js";

const DEFAULT_MEMORY_LIMIT_MB = 512;
const LEAST_MEMORY_LIMIT_MB = 16;
/** A tebibyte: beyond it, numbers of kibibytes are no use to the shell. */
const MOST_MEMORY_LIMIT_MB = 1 << 20;
const KEYS: readonly string[] = [
  "execPath",
  "isolation",
  "memoryLimitMb",
  "pool",
  "timeoutMs",
] satisfies (keyof VMExecutorOptions)[];

/**
 * Runs code in a fresh `node:vm` context inside a child process that holds nothing of the host: no
 * environment, no files, no memory. Every limit is enforced by ending that process.
 */
export class VMCodeExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities;
  readonly #openChannel: OpenRunnerChannel;
  readonly #poolOptions: CompletePoolOptions;
  #pool: SandboxPool | undefined;

  /** @throws ToolweaveError `CONFIG_INVALID` for options outside their range. */
  constructor(client?: ExecutorHostOwner, options: VMExecutorOptions = {}) {
    checkKeys("executorOptions", options, KEYS);
    super(client, options);
    const { isolation = "process", execPath = defaultExecPath(), pool } = options;
    const { memoryLimitMb: limit = DEFAULT_MEMORY_LIMIT_MB } = options;
    const memoryLimitMb = memoryLimitOption(limit, LEAST_MEMORY_LIMIT_MB, MOST_MEMORY_LIMIT_MB);
    if (typeof execPath !== "string" || execPath === "") {
      throw wrongOption("executorOptions.execPath", `must be a path, not ${shown(execPath)}`);
    }
    this.#poolOptions = poolOptions(pool);
    this.#openChannel =
      checkIsolation(isolation) === "thread"
        ? (events) => new ThreadChannel(memoryLimitMb, events)
        : processOpener(execPath, memoryLimitMb);
    this.supports = { isolation, memoryLimit: isolation === "process", typescript: true };
  }

  protected override openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    this.#pool ??= new SandboxPool({
      guestRuntime: spec.guestRuntime,
      open: this.#openChannel,
      options: this.#poolOptions,
      exhaustedCode: "VM_POOL_EXHAUSTED",
    });
    return this.#pool.acquire(spec);
  }

  override async cleanup(): Promise<void> {
    await super.cleanup();
    await this.#pool?.close();
    await reaperGone();
  }
}

function processOpener(execPath: string, memoryLimitMb: number): OpenRunnerChannel {
  const launch = nodeLaunch({ execPath: programInPath(execPath), memoryLimitMb });
  return (events) => new ProcessChannel(launch, events);
}

/** Of Bun, of Deno and of a single executable application the own program is no Node.js. */
function defaultExecPath(): string {
  const { bun, deno } = process.versions;
  const isNode = bun === undefined && deno === undefined && !isSingleExecutable();
  return isNode ? process.execPath : "node";
}

/** Such a program runs the application again, whatever its arguments. */
function isSingleExecutable(): boolean {
  return process.getBuiltinModule("node:sea")?.isSea() ?? false;
}

function checkIsolation(isolation: unknown): "process" | "thread" {
  if (isolation === "process" || isolation === "thread") return isolation;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    `executorOptions.isolation must be "process" or "thread", not ${String(isolation)}`,
  );
}
