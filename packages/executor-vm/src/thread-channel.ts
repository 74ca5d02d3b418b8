import { Worker } from "node:worker_threads";
import {
  type Frame,
  NODE_RUNNER,
  NODE_RUNNER_FLAGS,
  type RunnerChannel,
  type RunnerChannelEvents,
} from "@toolweave/core/node";
import { exitReason } from "./exit-reason.js";

/** The way to a runner in a worker thread of this process. */
export class ThreadChannel implements RunnerChannel {
  readonly #worker: Worker;
  readonly #events: RunnerChannelEvents;
  #error = "";
  #gone = false;

  constructor(memoryLimitMb: number, events: RunnerChannelEvents) {
    this.#events = events;
    this.#worker = new Worker(NODE_RUNNER, {
      eval: true,
      env: {},
      argv: [],
      execArgv: [...NODE_RUNNER_FLAGS],
      stdin: true,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 24 },
    });
    this.#worker.on("message", (frames: Frame[]) => {
      for (const frame of frames) this.#events.onFrame(frame);
    });
    this.#worker.on("error", (error: Error & { code?: string }) => {
      this.#error = `${error.code ?? ""} ${error.message}`;
    });
    this.#worker.on("exit", (code) => this.#exit(`exit code ${code}`));
    this.#worker.unref();
  }

  send(frame: Frame): void {
    if (!this.#gone) this.#worker.postMessage(frame);
  }

  kill(): void {
    void this.#worker.terminate();
  }

  setBusy(): void {}

  isReusable(): boolean {
    return true;
  }

  #exit(status: string): void {
    if (this.#gone) return;
    this.#gone = true;
    // Nobody outside this process can end a thread.
    const end = {
      status,
      stderr: this.#error,
      overLimit: false,
      isKilled: true,
      isNearLimit: false,
    };
    this.#events.onExit(exitReason(end));
  }
}
