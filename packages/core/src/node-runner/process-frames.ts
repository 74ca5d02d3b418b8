import net from "node:net";
import { encodeFrames, FrameDecoder } from "../protocol/frames.js";
import { SandboxRunner } from "./sandbox-runner.js";
import { writeAll } from "./write-all.js";

const MAX_FRAME_BYTES = 1 << 30;

/** Hosts guests in a process: frames on standard input and output. */
export function serveFrames(): void {
  const runner = new SandboxRunner((frames) => writeAll(encodeFrames(frames)));
  const decoder = new FrameDecoder((frame) => runner.handle(frame), MAX_FRAME_BYTES);
  const input = new net.Socket({ fd: 0, readable: true, writable: false });
  input.on("data", (chunk: Buffer) => decoder.push(chunk));
  input.on("close", () => process.exit(0));
}
