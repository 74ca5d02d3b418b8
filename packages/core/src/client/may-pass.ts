import { ToolweaveError } from "../errors/toolweave-error.js";
import { httpStatus } from "./http-failure.js";

const TOO_MANY_REQUESTS = 429;

/**
 * True for a failure that the same request may not meet again: the connection was lost, the server did
 * not answer in time or not at all, or it answered that it is overloaded or broken.
 */
export function mayPass(error: unknown): boolean {
  if (!ToolweaveError.isInstance(error)) return false;
  if (error.code === "TOOL_TIMEOUT") return true;
  if (error.code !== "SERVER_UNAVAILABLE") return false;
  const status = httpStatus(error.cause);
  return status === undefined || status === TOO_MANY_REQUESTS || status >= 500;
}
