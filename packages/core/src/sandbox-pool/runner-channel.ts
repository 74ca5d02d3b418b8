import type { SandboxExit } from "../contract/executor.js";
import type { Frame } from "../protocol/frames.js";

/** What a channel reports. */
export interface RunnerChannelEvents {
  onFrame(frame: Frame): void;
  /** Called once, when the runner is gone for good, or could not be started. */
  onExit(exit: SandboxExit): void;
}

/** The way to a program that hosts guests, in a process or a thread of its own. */
export interface RunnerChannel {
  /** Frames to a runner that is gone are dropped. */
  send(frame: Frame): void;
  /** Ends the runner at once, whatever it is doing. */
  kill(): void;
  /** A guest is let in (`true`), or gone (`false`): what a channel watches meanwhile is its own affair. */
  setBusy(busy: boolean): void;
  /** False if the runner is not fit for another guest: it holds too much memory, say. */
  isReusable(): boolean;
}

/** Starts a runner. */
export type OpenRunnerChannel = (events: RunnerChannelEvents) => RunnerChannel;
