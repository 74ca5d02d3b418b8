import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Plane } from "./faults/request-faults.js";

/** One request as it reached the stand-in. */
export interface ReceivedRequest {
  readonly plane: Plane;
  /** The method and the path with its query: `POST /v2/sandboxes`. */
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  /**
   * What the request carried. In messages to envd, bytes (such as a process's input) stand as the
   * UTF-8 text that they are, so that a search of the body finds what is in them.
   */
  body: string;
}

/** Everything that reached the stand-in, in order of arrival. */
export class Received {
  readonly #requests: ReceivedRequest[] = [];
  /** Whether anything is recorded. */
  readonly isKept: boolean;

  constructor(isKept: boolean) {
    this.isKept = isKept;
  }

  get requests(): readonly ReceivedRequest[] {
    return this.#requests;
  }

  /** Begins the record of a request; what it carries is added with `carried`. */
  add(plane: Plane, { method, url, headers }: IncomingMessage): ReceivedRequest {
    const received: ReceivedRequest = { plane, request: `${method} ${url}`, headers, body: "" };
    if (this.isKept) this.#requests.push(received);
    return received;
  }

  /** Adds to the body of a request. */
  carried(request: ReceivedRequest | undefined, body: string): void {
    if (request !== undefined && this.isKept) request.body += body;
  }

  clear(): void {
    this.#requests.length = 0;
  }
}
