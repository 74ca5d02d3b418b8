import type { Request } from "@modelcontextprotocol/sdk/types.js";
import { describeError } from "../errors/describe-error.js";

/** Why a request cannot be sent over a connection, if it cannot: it is no JSON. */
export function unsendable(request: Request): string | undefined {
  try {
    JSON.stringify(request);
    return undefined;
  } catch (error) {
    return whyNoJson(error);
  }
}

/** What a message has beyond its first line are the engine's drawings of a circle. */
export function whyNoJson(error: unknown): string | undefined {
  return describeError(error).split("\n")[0];
}
