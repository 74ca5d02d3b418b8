import fs from "node:fs";
import net from "node:net";
import { encodeFrame, FrameDecoder } from "../protocol/frames.js";
import { SandboxRunner } from "./sandbox-runner.js";

const MAX_FRAME_BYTES = 1 << 30;

/** Hosts guests in a process: frames on standard input and output. */
export function serveFrames(): void {
  let outgoing: Buffer[] = [];
  let flushing: NodeJS.Immediate | undefined;

  /** Writes synchronously: a line printed before an endless loop must not be lost with the process. */
  const flush = (): void => {
    clearImmediate(flushing);
    flushing = undefined;
    if (outgoing.length === 0) return;
    const bytes = outgoing.length === 1 ? (outgoing[0] as Buffer) : Buffer.concat(outgoing);
    outgoing = [];
    writeAll(bytes);
  };
  const runner = new SandboxRunner({
    write(frame) {
      outgoing.push(encodeFrame(frame));
      // Calls wait for the end of the guest's turn, so that a thousand at once are one write.
      flushing ??= setImmediate(flush);
    },
    flush,
  });
  const decoder = new FrameDecoder((frame) => runner.handle(frame), MAX_FRAME_BYTES);
  const input = new net.Socket({ fd: 0, readable: true, writable: false });
  input.on("data", (chunk: Buffer) => decoder.push(chunk));
  input.on("close", () => process.exit(0));
}

function writeAll(bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += fs.writeSync(1, bytes, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") process.exit(0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
