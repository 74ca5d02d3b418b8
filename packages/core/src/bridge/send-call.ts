import { callExpression } from "../catalog/call-expression.js";
import { neverArrived } from "../client/request-error.js";
import type { CallToolOptions } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import type { RecordedCall } from "./call-records.js";
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
  readonly recorded: RecordedCall;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Sends a checked call to its server: again if that may help and does no harm, and for no longer than
 * one call may take.
 *
 * @param make makes the call, once; what it throws is as if it had rejected.
 * @throws ToolweaveError `TOOL_TIMEOUT`, and what the session throws.
 */
export function sendCall<T>(
  { limits, attempts: allowed }: SendOptions,
  { tool }: CheckedCall,
  { recorded, signal }: CallUnderWay,
  make: (options: CallToolOptions) => Promise<T>,
): Promise<T> {
  const { record } = recorded;
  const { server, namespace } = record;
  const { toolTimeoutMs } = limits;
  const attempts = isRepeatable(tool) ? allowed : 1;
  let lastFailure: unknown;
  const onLate = (): Error => {
    const expression = callExpression(namespace, tool.identifier);
    const limit = `within ${toolTimeoutMs} ms, the most that one call may take`;
    // A server that answers with failures, or asks for a pause, has answered.
    const message =
      lastFailure === undefined
        ? `${expression} did not answer ${limit}`
        : `${expression} did not succeed ${limit}. ${triedUntil(record.attempts, lastFailure)}`;
    return new ToolCallError("ToolError", "TOOL_TIMEOUT", message, { server, tool: tool.name });
  };
  const attempt = async (inTime: AbortSignal): Promise<T> => {
    let isSent = false;
    const onSend = (): void => {
      // It may be handed over again, to a session that takes the place of one that is over.
      if (!isSent) recorded.requests++;
      isSent = true;
    };
    try {
      return await make({ signal: inTime, onSend });
    } catch (error) {
      if (isSent && neverArrived(error)) recorded.requests--;
      lastFailure = error;
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

function triedUntil(attempts: number | undefined, failure: unknown): string {
  const often = attempts === undefined ? "once" : `${attempts} times`;
  return `It was tried ${often}. The last failure: ${describeError(failure)}`;
}
