import { type ChildProcess, spawn } from "node:child_process";
// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";
import {
  atTickEnd,
  encodeFrames,
  type Frame,
  FrameDecoder,
  NODE_RUNNER,
  type RunnerChannel,
  type RunnerChannelEvents,
} from "@toolweave/core/node";
import { exitReason } from "./exit-reason.js";
import { MemoryWatch } from "./memory-watch.js";
import type { NodeLaunch } from "./node-launch.js";
import { adoptChild, releaseChild } from "./sandbox-children.js";
import { startFailure } from "./start-failure.js";

const MAX_FRAME_BYTES = 512 << 20;
const STDERR_KEPT = 8_192;

/** The way to a runner in a child process: frames over its standard input and output. */
export class ProcessChannel implements RunnerChannel {
  readonly isSlowToWake: boolean = true;
  readonly #child: ChildProcess;
  readonly #events: RunnerChannelEvents;
  readonly #memory: MemoryWatch;
  #stderr = "";
  #overLimit = false;
  #isKilled = false;
  #gone = false;
  #outgoing: Frame[] = [];
  #isDue = false;

  constructor(launch: NodeLaunch, events: RunnerChannelEvents) {
    this.#events = events;
    this.#child = spawn(launch.command, [...launch.args, "-e", NODE_RUNNER], {
      env: launch.environment,
      stdio: ["pipe", "pipe", "pipe"],
      // Out of the terminal's process group: Ctrl-C is for the host, which may mean to go on.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    adoptChild(this.#child);
    this.#memory = new MemoryWatch(this.#child.pid, launch.residentLimit, () => {
      this.#overLimit = true;
      this.kill();
    });
    this.#listen(launch.command);
    this.#unref();
  }

  send(frame: Frame, mayWait = false): void {
    if (this.#gone) return;
    // What comes due together, as replies do, is one write.
    if (this.#outgoing.push(frame) === 1 && mayWait) setImmediate(() => this.#flush());
    if (mayWait || this.#isDue) return;
    this.#isDue = true;
    atTickEnd(() => this.#flush());
  }

  backlog(): number {
    return this.#child.stdin?.writableLength ?? 0;
  }

  kill(): void {
    this.#isKilled = true;
    this.#child.kill("SIGKILL");
  }

  hold(): void {
    this.#child.stdout?.pause();
  }

  release(): void {
    const { stdout } = this.#child;
    if (stdout?.isPaused()) stdout.resume();
  }

  setBusy(busy: boolean): void {
    if (busy) this.#memory.start();
    else this.#memory.stop();
  }

  isReusable(): boolean {
    this.#memory.look();
    return this.#memory.isReusable;
  }

  #flush(): void {
    const frames = this.#outgoing;
    this.#outgoing = [];
    this.#isDue = false;
    if (frames.length > 0 && !this.#gone) this.#child.stdin?.write(encodeFrames(frames));
  }

  #listen(command: string): void {
    const child = this.#child;
    const decoder = new FrameDecoder((frame) => this.#events.onFrame(frame), MAX_FRAME_BYTES);
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
    child.on("error", (error) => this.#exit(startFailure(command, error)));
    child.on("exit", () => releaseChild(child));
    child.on("close", (code, signal) => this.#exit(signal ?? `exit code ${code}`));
  }

  #exit(status: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#memory.end();
    const { isNearLimit } = this.#memory;
    this.#events.onExit(
      exitReason({
        status,
        stderr: this.#stderr,
        overLimit: this.#overLimit,
        isKilled: this.#isKilled,
        isNearLimit,
      }),
    );
  }

  /** The deadline keeps the host alive while code runs; an idle process must not. */
  #unref(): void {
    this.#child.unref();
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) {
      (stream as { unref?: () => void } | null)?.unref?.();
    }
  }
}
