import { callExpression } from "../catalog/call-expression.js";
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
  { record, signal, onSend }: CallUnderWay,
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
  return withinTime(toolTimeoutMs, { signal, onLate }, (inTime) => {
    onSend();
    if (attempts === 1) return make({ signal: inTime });
    return withRetries(attempts, inTime, (number) => {
      if (number > 1) record.attempts = number;
      return make({ signal: inTime });
    });
  });
}
