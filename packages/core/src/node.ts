// The Node program that hosts guests, and the frames it speaks: for executors that run it somewhere.

export { NODE_RUNNER } from "./generated/node-runner.generated.js";
export type { Frame } from "./protocol/frames.js";
export { encodeFrame, FrameDecoder, HostFrame, RunnerFrame } from "./protocol/frames.js";
