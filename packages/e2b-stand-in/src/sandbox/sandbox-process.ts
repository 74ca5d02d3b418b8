import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { OutputQueue, type ProcessEnd, type ProcessOutput } from "./output-queue.js";

/** What to run, as a request to envd says it. */
export interface ProcessSpec {
  readonly cmd: string;
  readonly args: readonly string[];
  /** The environment that the request sets; the rest is the sandbox's. */
  readonly envs: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  readonly tag: string | undefined;
  readonly hasStdin: boolean;
}

/** Where and with what a process of a sandbox runs. */
export interface ProcessPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One process of a sandbox, which any number of streams may listen to. */
export class SandboxProcess {
  readonly spec: ProcessSpec;
  readonly pid: number;
  /** Resolves when the process has ended and nobody holds its output open. */
  readonly closed: Promise<void>;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<OutputQueue>();

  private constructor(spec: ProcessSpec, child: ChildProcess, pid: number) {
    this.spec = spec;
    this.pid = pid;
    this.#child = child;
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.on("data", (bytes: Buffer) => this.#publish({ case: name, bytes }));
    }
    this.closed = new Promise((resolve) => {
      child.on("close", (code, signal) => {
        this.#publish({ case: "end", end: endOf(code, signal) });
        resolve();
      });
    });
    child.stdin?.on("error", () => {});
  }

  /** Rejects when the program cannot be started. */
  static async start(spec: ProcessSpec, { cwd, env }: ProcessPlace): Promise<SandboxProcess> {
    const child = spawn(spec.cmd, spec.args, {
      cwd,
      env: { ...env, ...spec.envs },
      stdio: [spec.hasStdin ? "pipe" : "ignore", "pipe", "pipe"],
      // A group of its own, so that the sandbox's end reaches the children of the process too.
      detached: true,
    });
    await once(child, "spawn");
    return new SandboxProcess(spec, child, child.pid ?? 0);
  }

  listen(): OutputQueue {
    const queue = new OutputQueue(() => this.#flow());
    this.#listeners.add(queue);
    return queue;
  }

  /** Hears no more; what the process says goes on to the others, or nowhere. */
  unlisten(queue: OutputQueue): void {
    this.#listeners.delete(queue);
    queue.close();
  }

  /** Resolves once the process's pipe has taken the bytes. */
  async writeStdin(bytes: Uint8Array): Promise<void> {
    const stdin = this.#openStdin();
    await new Promise<void>((resolve, reject) => {
      stdin.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  closeStdin(): void {
    this.#openStdin().end();
  }

  /** Sends a signal to the process alone, as envd does. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends a signal to the process and its children. */
  signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }

  /** Stops listening to output that a child which left the group still holds open. */
  abandonOutput(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  #openStdin(): Writable {
    const { stdin } = this.#child;
    if (stdin === null || !stdin.writable) throw new Error("stdin not enabled or closed");
    return stdin;
  }

  #publish(output: ProcessOutput): void {
    for (const queue of this.#listeners) queue.push(output);
    this.#flow();
  }

  /** The process is held up while a listener cannot follow. */
  #flow(): void {
    const mustWait = [...this.#listeners].some(({ isFull }) => isFull);
    for (const stream of [this.#child.stdout, this.#child.stderr] as (Readable | null)[]) {
      if (mustWait) stream?.pause();
      else if (stream?.isPaused()) stream.resume();
    }
  }
}

/** How Go, in which envd is written, calls the signals that a process is likely to end by. */
const SIGNAL_NAMES: Readonly<Record<string, string>> = {
  SIGABRT: "aborted",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

function endOf(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  if (code === null) {
    const status = `signal: ${SIGNAL_NAMES[signal ?? ""] ?? signal}`;
    return { exitCode: -1, exited: false, status, error: status };
  }
  const status = `exit status ${code}`;
  return { exitCode: code, exited: true, status, ...(code !== 0 && { error: status }) };
}
