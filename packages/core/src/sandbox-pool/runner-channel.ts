import type { SandboxExit } from "../contract/executor.js";
import type { Frame } from "../protocol/frames.js";
import type { Lookout } from "../protocol/wakefulness.js";

/** How a runner ended. */
export interface RunnerExit extends SandboxExit {
  /** Somebody outside ended it: whatever guest was in it had no part in that. */
  readonly isLost?: boolean | undefined;
}

/** What a channel reports. */
export interface RunnerChannelEvents {
  onFrame(frame: Frame): void;
  /** Called once, when the runner is gone for good, or could not be started. */
  onExit(exit: RunnerExit): void;
}

/** The way to a program that hosts guests, in a process or a thread of its own. */
export interface RunnerChannel {
  /**
   * Frames to a runner that is gone are dropped. `mayWait`: for what follows in this turn of the event loop, where
   * `isSlowToWake`.
   */
  send(frame: Frame, mayWait?: boolean): void;
  /** True where this thread is held up by each frame that wakes the runner. */
  readonly isSlowToWake?: boolean;
  /** Characters that were sent and that the runner has not taken, where that can be known. */
  backlog?(): number;
  /** Where frames are seen while the host stays awake for them, if there is such a place. */
  readonly lookout?: Lookout;
  /** Tells once, for each guest, if the runner was at work with it at the same time as the host. */
  takeAwakeSign?(): boolean;
  /** Ends the runner at once, whatever it is doing. */
  kill(): void;
  /** A guest is let in (`true`), or gone (`false`): what a channel watches meanwhile is its own affair. */
  setBusy(busy: boolean): void;
  /** False if the runner is not fit for another guest: it holds too much memory, say. */
  isReusable(): boolean;
  /** More frames have come than the host can deal with at once: no more are to be read for a while. */
  hold?(): void;
  /** All frames that have come have been dealt with. Also called where nothing was held. */
  release?(): void;
  /**
   * Stops the guest, whatever it is doing, so that the runner may go on to the next one. A runner that
   * does not close the guest soon after is killed, as one without this is at once.
   */
  interrupt?(): void;
  /** Saves the guest of a sandbox. */
  snapshot?(sandbox: number): Promise<Uint8Array>;
  /** Puts a saved guest in the place of a fresh one. */
  restore?(sandbox: number, snapshot: Uint8Array): Promise<void>;
}

/** Starts a runner. */
export type OpenRunnerChannel = (events: RunnerChannelEvents) => RunnerChannel;
