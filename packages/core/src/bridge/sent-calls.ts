import type { ToolCallRecord } from "../contract/execution.js";

const SENT = new WeakSet<ToolCallRecord>();

/** Notes that a call is handed to its server from now on: what comes of it may no longer be known. */
export function noteSent(record: ToolCallRecord): void {
  SENT.add(record);
}

/** True for the record of a call that was handed to its server. */
export function wasSent(record: ToolCallRecord): boolean {
  return SENT.has(record);
}
