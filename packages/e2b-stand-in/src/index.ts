export type { FaultSettings } from "./faults/fault-settings.js";
export type { Faults } from "./faults/faults.js";
export type { Plane, RequestFault } from "./faults/request-faults.js";
export type { ReceivedRequest } from "./received.js";
export type { SandboxState } from "./sandbox/sandbox.js";
export type { SandboxCount, SandboxSummary, Template } from "./sandbox/sandbox-fleet.js";
export { type E2BStandIn, type StandInOptions, startE2BStandIn } from "./stand-in.js";
