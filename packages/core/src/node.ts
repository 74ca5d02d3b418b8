// For programs that read configuration files, before they need a client, and code as it is typed.

export { requirePolicy } from "./bridge/policy/require-policy.js";
export { namespaceNames } from "./catalog/namespace-names.js";
export { concealFor } from "./client/conceal.js";
export { expandVariables } from "./client/expand-variables.js";
export { parseClientConfig } from "./client/parse-config.js";
export { readJsonFile } from "./client/read-json-file.js";
export { requireHeaders, requireUrl } from "./client/server-address.js";
export { isUnfinished } from "./compile/is-unfinished.js";
export { describeError } from "./errors/describe-error.js";
export { nearestNames } from "./errors/nearest-names.js";
export { ToolweaveError } from "./errors/toolweave-error.js";
export { findExecutorClass } from "./executor/find-executor-class.js";

// For executors that host guests in Node: the program that does it, the frames and the messages it speaks,
// and the pool.

export { withRequire } from "./bundles/with-require.js";
export { checkKeys, shown, wrongOption } from "./errors/check-keys.js";
export { NODE_RUNNER } from "./generated/node-runner.generated.js";
export { CODE_FILE_NAME } from "./protocol/code-file-name.js";
export type { Frame } from "./protocol/frames.js";
export {
  encodeFrame,
  encodeFrames,
  FrameDecoder,
  HostFrame,
  RunnerFrame,
} from "./protocol/frames.js";
export {
  failureMessage,
  prepareMessage,
  replyMessage,
  runMessage,
  tickMessage,
} from "./protocol/host-messages.js";
export { NODE_RUNNER_FLAGS, NODE_RUNNER_TEXT } from "./protocol/node-runner-flags.js";
export { PacketOrder } from "./protocol/packet-order.js";
export { parseGuestMessage } from "./protocol/parse-guest-message.js";
export { ResultParts } from "./protocol/result-parts.js";
export { SandboxTimers } from "./protocol/sandbox-timers.js";
export { frameText, TextFrameDecoder } from "./protocol/text-frames.js";
export type { TextPacket } from "./protocol/text-packets.js";
export {
  cutAt,
  encodePacket,
  newPacketSecret,
  TextPacketDecoder,
} from "./protocol/text-packets.js";
export { THREW_VALUE } from "./protocol/thrown-value.js";
export { atTickEnd } from "./protocol/tick-end.js";
export type { Lookout } from "./protocol/wakefulness.js";
export { FairQueue } from "./sandbox-pool/fair-queue.js";
export { HoldOff } from "./sandbox-pool/hold-off.js";
export type { LeasedSandbox } from "./sandbox-pool/leased-sandbox.js";
export type { FrameReceiver } from "./sandbox-pool/paced-frames.js";
export { PacedFrames } from "./sandbox-pool/paced-frames.js";
export type { CompletePoolOptions, SandboxPoolOptions } from "./sandbox-pool/pool-options.js";
export { memoryLimitOption, optionAtLeast, poolOptions } from "./sandbox-pool/pool-options.js";
export type {
  OpenRunnerChannel,
  RunnerChannel,
  RunnerChannelEvents,
  RunnerExit,
} from "./sandbox-pool/runner-channel.js";
export type { SandboxPoolSpec } from "./sandbox-pool/sandbox-pool.js";
export { SandboxPool } from "./sandbox-pool/sandbox-pool.js";
