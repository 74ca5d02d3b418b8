// For executors that host guests in Node: the program that does it, the frames it speaks, and the pool.

export { NODE_RUNNER } from "./generated/node-runner.generated.js";
export type { Frame } from "./protocol/frames.js";
export { encodeFrame, FrameDecoder, HostFrame, RunnerFrame } from "./protocol/frames.js";
export { NODE_RUNNER_FLAGS } from "./protocol/node-runner-flags.js";
export type { SandboxPoolOptions } from "./sandbox-pool/pool-options.js";
export { optionAtLeast, poolOptions } from "./sandbox-pool/pool-options.js";
export type {
  OpenRunnerChannel,
  RunnerChannel,
  RunnerChannelEvents,
} from "./sandbox-pool/runner-channel.js";
export type { SandboxPoolSpec } from "./sandbox-pool/sandbox-pool.js";
export { SandboxPool } from "./sandbox-pool/sandbox-pool.js";
