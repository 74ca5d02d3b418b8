import { callExpression } from "../catalog/call-expression.js";
import { neverArrived } from "../client/request-error.js";
import type { ToolCallRecord } from "../contract/execution.js";
import type { CallToolOptions } from "../contract/tool.js";
import type { CheckedCall } from "./check-call.js";
import type { ExecutionLimits } from "./execution-limits.js";
import { isRepeatable, withRetries } from "./retry.js";
import { withinTime } from "./time-limit.js";
import { ToolCallError } from "./tool-call-error.js";

/** How often and how long calls are tried. */
export interface SendOptions {
  readonly limits: ExecutionLimits;
  /** How often a call is made at most; 1 is no retry. */
  readonly attempts: number;
}

/** A call on its way. */
export interface CallUnderWay {
  readonly record: ToolCallRecord;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** It is handed to its server from now on: what comes of it may no longer be known. */
  readonly onSend: () => void;
  /** What was handed over last has not reached the server. */
  readonly onTakenBack: () => void;
}

/**
 * Sends a checked call to its server: again if that may help and does no harm, and for no longer than
 * one call may take.
 *
 * @param make makes the call, once.
 * @throws ToolweaveError `TOOL_TIMEOUT`, and what the session throws.
 */
export function sendCall<T>(
  { limits, attempts: allowed }: SendOptions,
  { tool }: CheckedCall,
  { record, signal, onSend, onTakenBack }: CallUnderWay,
  make: (options: CallToolOptions) => Promise<T>,
): Promise<T> {
  const { server, namespace } = record;
  const { toolTimeoutMs } = limits;
  const attempts = isRepeatable(tool) ? allowed : 1;
  const onLate = (): Error => {
    const expression = callExpression(namespace, tool.identifier);
    const message = `${expression} did not answer within ${toolTimeoutMs} ms, the most that one call may take`;
    return new ToolCallError("ToolError", "TOOL_TIMEOUT", message, { server, tool: tool.name });
  };
  const attempt = async (inTime: AbortSignal): Promise<T> => {
    let isSent = false;
    const noteSending = (): void => {
      // It may be handed over again, to a session that takes the place of one that is over.
      if (!isSent) onSend();
      isSent = true;
    };
    try {
      return await make({ signal: inTime, onSend: noteSending });
    } catch (error) {
      if (isSent && neverArrived(error)) onTakenBack();
      throw error;
    }
  };
  return withinTime(toolTimeoutMs, { signal, onLate }, (inTime) => {
    if (attempts === 1) return attempt(inTime);
    return withRetries(attempts, inTime, (number) => {
      if (number > 1) record.attempts = number;
      return attempt(inTime);
    });
  });
}
