import { parentPort } from "node:worker_threads";
import type { Frame } from "../protocol/frames.js";
import { SandboxRunner } from "./sandbox-runner.js";

/** Hosts guests in a worker thread: frames as messages, those of one turn together. */
export function serveMessages(): void {
  const runner = new SandboxRunner((frames) => parentPort?.postMessage(frames));
  parentPort?.on("message", (frame: Frame) => runner.handle(frame));
}
