import { type ChildProcess, spawn } from "node:child_process";
import type { Sandbox, SandboxExit } from "@toolweave/core";
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  HostFrame,
  NODE_RUNNER,
  RunnerFrame,
} from "@toolweave/core/node";
import { exitReason } from "./exit-reason.js";
import { nodeEnvironment, nodeFlags } from "./node-flags.js";
import { residentMemory } from "./resident-memory.js";

/** Memory a sandbox process needs before the guest has done anything, generously. */
const OVERHEAD_BYTES = 64 << 20;
const WATCH_MS = 25;
/** How long a guest that says it is done may take to let go of the thread. */
const CLOSE_GRACE_MS = 1_000;
const MAX_FRAME_BYTES = 512 << 20;
const STDERR_KEPT = 8_192;

/** What the pool is told of its processes. */
export interface SandboxProcessEvents {
  /** It is ready for a guest, for the first time or again. */
  onIdle(process: SandboxProcess): void;
  onExit(process: SandboxProcess, exit: SandboxExit): void;
}

/** One child process that hosts guests, one after the other. */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #events: SandboxProcessEvents;
  readonly #limitBytes: number;
  readonly exited: Promise<void>;
  #sandbox: ProcessSandbox | undefined;
  #lastId = 0;
  #stderr = "";
  #overLimit = false;
  #dead = false;
  #watch: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;

  constructor(guestRuntime: string, memoryLimitMb: number, events: SandboxProcessEvents) {
    this.#events = events;
    this.#limitBytes = memoryLimitMb * 1024 * 1024 + OVERHEAD_BYTES;
    this.#child = spawn(process.execPath, [...nodeFlags(memoryLimitMb), "-e", NODE_RUNNER], {
      env: nodeEnvironment(),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    this.exited = new Promise((resolve) => this.#listen(resolve));
    this.#send({ kind: HostFrame.boot, sandbox: 0, payload: guestRuntime });
    this.#unref();
  }

  /** Opens a guest. Only for a process that is idle. */
  lease(): Sandbox {
    const id = ++this.#lastId;
    this.#send({ kind: HostFrame.open, sandbox: id, payload: "" });
    this.#watch = setInterval(() => void this.#checkMemory(), WATCH_MS).unref();
    this.#sandbox = new ProcessSandbox({
      post: (payload) => this.#send({ kind: HostFrame.message, sandbox: id, payload }),
      dispose: (finished) => this.#endLease(id, finished),
    });
    return this.#sandbox;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #endLease(id: number, finished: boolean): void {
    this.#sandbox = undefined;
    if (!finished) {
      this.kill();
      return;
    }
    this.#send({ kind: HostFrame.close, sandbox: id, payload: "" });
    this.#grace = setTimeout(() => this.kill(), CLOSE_GRACE_MS).unref();
  }

  #receive({ kind, sandbox, payload }: Frame): void {
    if (kind === RunnerFrame.message) {
      if (sandbox === this.#lastId) this.#sandbox?.receive(payload);
      return;
    }
    clearTimeout(this.#grace);
    clearInterval(this.#watch);
    this.#events.onIdle(this);
  }

  async #checkMemory(): Promise<void> {
    const { pid } = this.#child;
    const bytes = pid === undefined ? undefined : await residentMemory(pid);
    if (bytes === undefined || bytes <= this.#limitBytes) return;
    this.#overLimit = true;
    this.kill();
  }

  #listen(onGone: () => void): void {
    const child = this.#child;
    const decoder = new FrameDecoder((frame) => this.#receive(frame), MAX_FRAME_BYTES);
    child.stdout?.on("data", (chunk: Buffer) => {
      try {
        decoder.push(chunk);
      } catch {
        this.kill();
      }
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
    });
    child.stdin?.on("error", () => {});
    child.on("error", (error) => this.#gone(`it could not be started: ${error.message}`, onGone));
    child.on("close", (code, signal) => this.#gone(signal ?? `exit code ${code}`, onGone));
  }

  #gone(status: string, onGone: () => void): void {
    if (this.#dead) return;
    this.#dead = true;
    clearInterval(this.#watch);
    clearTimeout(this.#grace);
    const exit = exitReason({ status, stderr: this.#stderr, overLimit: this.#overLimit });
    this.#sandbox?.exit(exit);
    this.#events.onExit(this, exit);
    onGone();
  }

  #send(frame: Frame): void {
    if (!this.#dead) this.#child.stdin?.write(encodeFrame(frame));
  }

  /** The deadline keeps the host alive while code runs; an idle process must not. */
  #unref(): void {
    this.#child.unref();
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) {
      (stream as { unref?: () => void } | null)?.unref?.();
    }
  }
}

interface Lease {
  post(message: string): void;
  dispose(finished: boolean): void;
}

class ProcessSandbox implements Sandbox {
  readonly #lease: Lease;
  #onMessage: ((message: string) => void) | undefined;
  #onExit: ((exit: SandboxExit) => void) | undefined;
  #exit: SandboxExit | undefined;
  #disposed = false;

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  post(message: string): void {
    if (!this.#disposed) this.#lease.post(message);
  }

  onMessage(listener: (message: string) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (exit: SandboxExit) => void): void {
    this.#onExit = listener;
    if (this.#exit !== undefined) listener(this.#exit);
  }

  dispose({ finished }: { finished: boolean }): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#lease.dispose(finished);
  }

  receive(message: string): void {
    if (!this.#disposed) this.#onMessage?.(message);
  }

  exit(exit: SandboxExit): void {
    this.#exit = exit;
    if (!this.#disposed) this.#onExit?.(exit);
  }
}
