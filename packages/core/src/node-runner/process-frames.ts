import net from "node:net";
import { encodeFrames, FrameDecoder } from "../protocol/frames.js";
import { SandboxRunner } from "./sandbox-runner.js";
import { writeAll } from "./write-all.js";

const READ_BYTES = 65_536;
const MAX_FRAME_BYTES = 1 << 30;

/** Hosts guests in a process: frames on standard input and output. */
export function serveFrames(): void {
  const runner = new SandboxRunner((frames) => writeAll(encodeFrames(frames)));
  const decoder = new FrameDecoder((frame) => runner.handle(frame), MAX_FRAME_BYTES);
  const input = new net.Socket({ fd: 0, readable: true, writable: false, ...inOneBuffer(decoder) });
  input.resume();
  input.on("close", () => process.exit(0));
}

/** One buffer for all reads, without a stream behind it: what arrives is dealt with in half the time. */
function inOneBuffer(decoder: FrameDecoder): net.ConnectOpts {
  return {
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback(length, buffer) {
        decoder.push(Buffer.from(buffer.subarray(0, length)));
        return true;
      },
    },
  };
}
