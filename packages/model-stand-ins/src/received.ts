import type { IncomingHttpHeaders } from "node:http";
import type { NeutralRequest } from "./neutral-request.js";
import type { Turn } from "./script/turn.js";

/**
 * How a request ended: answered as scripted, refused because the client made a mistake, failed by a
 * scripted fault, broken off in the middle of its answer, or given up by the client.
 */
export type RequestOutcome =
  | "pending"
  | "answered"
  | "refused"
  | "failed"
  | "broken off"
  | "given up by the client";

/** One request as it reached the stand-in. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly body: string;
  /** The body's value; undefined if it is no JSON. */
  readonly json: unknown;
  /** What the stand-in understood; undefined for a request that was refused before. */
  readonly request: NeutralRequest | undefined;
  /** The conversation of the script that it belongs to, "" for none by name. */
  readonly conversation: string;
  /** Which turn of its conversation answered it, from 0; undefined for a request that was refused. */
  readonly index: number | undefined;
  readonly turn: Turn | undefined;
  /** The HTTP status of the answer; undefined as long as there is none. */
  readonly status: number | undefined;
  readonly outcome: RequestOutcome;
  /** Why it was refused. */
  readonly refusal: string | undefined;
}

/** How many requests ended in which way. */
export interface RequestCounts {
  readonly total: number;
  readonly pending: number;
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  readonly brokenOff: number;
  readonly givenUp: number;
}

/** A record while its request is under way. */
export type OpenRecord = { -readonly [Key in keyof ReceivedRequest]: ReceivedRequest[Key] };

export function openRecord(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: string,
): OpenRecord {
  return {
    method,
    path,
    headers,
    body,
    json: undefined,
    request: undefined,
    conversation: "",
    index: undefined,
    turn: undefined,
    status: undefined,
    outcome: "pending",
    refusal: undefined,
  };
}

export function countOutcomes(records: readonly ReceivedRequest[]): RequestCounts {
  const of = (outcome: RequestOutcome) =>
    records.filter((record) => record.outcome === outcome).length;
  return {
    total: records.length,
    pending: of("pending"),
    answered: of("answered"),
    refused: of("refused"),
    failed: of("failed"),
    brokenOff: of("broken off"),
    givenUp: of("given up by the client"),
  };
}
