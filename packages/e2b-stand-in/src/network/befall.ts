import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestFault } from "../faults/request-faults.js";
import { answerJson } from "./answer.js";
import { Link } from "./link.js";
import { cutConnection } from "./loopback.js";

/** Lets a fault befall a request; "go on" when the request is to be carried out nevertheless. */
export function befall(
  fault: RequestFault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): "go on" | "done" {
  if (fault === undefined) return "go on";
  const { outcome, retryAfterSeconds } = fault;
  const link = request.socket as unknown;
  if (outcome === "drop-after") {
    if (link instanceof Link) link.cutAtAnswer();
    return "go on";
  }
  if (outcome === "drop-before") {
    cutConnection(request.socket);
    return "done";
  }
  request.resume();
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": `${retryAfterSeconds}` };
  answerJson(response, outcome, { code: outcome, message: "injected fault" }, headers);
  return "done";
}
