import { parentPort } from "node:worker_threads";
import type { Frame } from "../protocol/frames.js";
import { SandboxRunner } from "./sandbox-runner.js";

/** Hosts guests in a worker thread: frames as messages, those of one turn together. */
export function serveMessages(): void {
  let outgoing: Frame[] = [];
  let flushing: NodeJS.Immediate | undefined;

  const flush = (): void => {
    clearImmediate(flushing);
    flushing = undefined;
    if (outgoing.length === 0) return;
    parentPort?.postMessage(outgoing);
    outgoing = [];
  };
  const runner = new SandboxRunner({
    write(frame) {
      outgoing.push(frame);
      flushing ??= setImmediate(flush);
    },
    flush,
  });
  parentPort?.on("message", (frame: Frame) => runner.handle(frame));
}
