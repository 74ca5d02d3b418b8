import { existsSync } from "node:fs";
import { NODE_RUNNER_FLAGS } from "@toolweave/core/node";
import { codeRangeMb } from "./code-range.js";

/**
 * Memory a sandbox process needs beside the guest's: Node itself, its threads' stacks, the young
 * generation, a message under way.
 */
const OVERHEAD_MB = 64;
/** The program's text and libraries, which are resident but are nobody's data. */
const PROGRAM_MB = 32;
const SHELL = "/bin/sh";
/**
 * RLIMIT_DATA is set by the shell, in KiB; the process then becomes Node and has no shell left. A limit
 * that cannot be set is one that is stricter already.
 */
const LIMITED = 'unset PWD OLDPWD SHLVL; ulimit -d "$0" 2>/dev/null; exec "$@"';

/** What to run for a sandbox process, and how much memory it may come to. */
export interface NodeLaunch {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Resident bytes beyond which the process has passed its limit. */
  readonly residentLimit: number;
}

/** What the launch depends on. */
export interface NodeLaunchOptions {
  readonly execPath: string;
  readonly memoryLimitMb: number;
}

/**
 * The command line of a sandbox process. On Linux the kernel bounds its data, heap and buffers
 * together, at the moment of allocation; everywhere the heap has V8's own limit, and resident memory is
 * watched where it can be.
 */
export function nodeLaunch({ execPath, memoryLimitMb }: NodeLaunchOptions): NodeLaunch {
  const node = [execPath, ...nodeFlags(memoryLimitMb)];
  // What another program than this one needs for itself is not known here.
  const isOwn = execPath === process.execPath;
  const bounded = process.platform === "linux" && isOwn && hasShell();
  const [command = execPath, ...args] = bounded
    ? [SHELL, "-c", LIMITED, String((memoryLimitMb + OVERHEAD_MB + codeRangeMb()) * 1024), ...node]
    : node;
  return {
    command,
    args,
    environment: nodeEnvironment(),
    residentLimit: (memoryLimitMb + OVERHEAD_MB + PROGRAM_MB) * 1024 * 1024,
  };
}

/** A host under Node's permission model may start what it may not look at. */
function hasShell(): boolean {
  try {
    return existsSync(SHELL);
  } catch {
    return true;
  }
}

/** The permission model leaves even an escaped guest without files, child processes, workers, addons. */
function nodeFlags(memoryLimitMb: number): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  return [
    ...NODE_RUNNER_FLAGS,
    permission,
    // An object of the runner's realm, should one ever leak, must not be a way to run text there.
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${memoryLimitMb}`,
    "--max-semi-space-size=8",
    "--v8-pool-size=1",
  ];
}

/** The environment of a sandbox process: nothing of the host's but what starting Node takes. */
function nodeEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  if (process.platform === "win32") environment["SystemRoot"] = process.env["SystemRoot"];
  if (process.versions["electron"] !== undefined) environment["ELECTRON_RUN_AS_NODE"] = "1";
  return environment;
}
