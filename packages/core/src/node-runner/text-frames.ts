import net from "node:net";
import { StringDecoder } from "node:string_decoder";
import { brotliDecompressSync } from "node:zlib";
import { HostFrame } from "../protocol/frames.js";
import { PacketOrder } from "../protocol/packet-order.js";
import { TextFrameDecoder } from "../protocol/text-frames.js";
import { TextPacketDecoder } from "../protocol/text-packets.js";
import { PacketOutput } from "./packet-output.js";
import { SandboxRunner } from "./sandbox-runner.js";

const MAX_PACKET_BYTES = 1 << 24;

/**
 * Hosts one guest in a process whose standard input and output pass through services that treat them as
 * text, and that others may write to. It says nothing before it has been told its secret.
 *
 * @param runtime the guest runtime, compressed, in base64.
 */
export function serveTextFrames(runtime: string): void {
  const output = new PacketOutput(() => packets.secret);
  const runner = new SandboxRunner((frames) => output.write(frames), { isRemote: true });
  const frames = new TextFrameDecoder((frame) => runner.handle(frame));
  const order = new PacketOrder((body) => frames.push(body));
  const packets = new TextPacketDecoder(undefined, MAX_PACKET_BYTES, (packet) => {
    order.add(packet);
    output.flush();
  });
  const text = new StringDecoder("utf8");
  const input = new net.Socket({ fd: 0, readable: true, writable: false });
  input.on("data", (chunk: Buffer) => packets.push(text.write(chunk)));
  input.on("close", () => process.exit(0));

  const payload = brotliDecompressSync(Buffer.from(runtime, "base64")).toString();
  runner.handle({ kind: HostFrame.boot, sandbox: 0, payload });
  runner.handle({ kind: HostFrame.open, sandbox: 1, payload: "" });
}
