/** The two servers of E2B: the control plane, and the host that all sandboxes are reached by. */
export type Plane = "control" | "envd";

/** What goes wrong for requests to come. */
export interface RequestFault {
  readonly plane: Plane;
  /** How many requests it befalls; 1 by default. */
  readonly count?: number;
  /** Only requests whose method and path contain this text: `"POST /v2/sandboxes"`, `"SendInput"`. */
  readonly matching?: string;
  /**
   * An HTTP status to answer in place of the true answer, or where the connection is dropped:
   * before the request is carried out, or after it, in place of its answer.
   */
  readonly outcome: number | "drop-before" | "drop-after";
  /** Seconds of a Retry-After header, which makes the SDK itself try again after a 429. */
  readonly retryAfterSeconds?: number;
}

/** The faults that wait for their requests, in the order in which they were asked for. */
export class RequestFaults {
  #waiting: { readonly fault: RequestFault; left: number }[] = [];

  add(fault: RequestFault): void {
    this.#waiting.push({ fault, left: fault.count ?? 1 });
  }

  /** The fault that befalls this request, which is thereby used up once. */
  take(plane: Plane, request: string): RequestFault | undefined {
    const found = this.#waiting.find(
      ({ fault }) => fault.plane === plane && request.includes(fault.matching ?? ""),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((waiting) => waiting !== found);
    return found.fault;
  }

  clear(): void {
    this.#waiting = [];
  }
}
