import type { RequestOptions } from "@modelcontextprotocol/sdk/shared/protocol.js";
import { type Request, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolOptions } from "../contract/tool.js";
import { callQuietly } from "../protocol/call-quietly.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { isConnectionLost, requestError, sessionClosed } from "./request-error.js";
import { RequestSignal } from "./request-signal.js";
import { RestOfTime } from "./rest-of-time.js";
import type { SessionParts } from "./session-parts.js";
import { UnderWay } from "./under-way.js";
import { unsendable } from "./unsendable.js";

/** However much progress a server reports, a request ends at last. */
const MAX_REQUEST_MS = 6 * 3_600_000;

const nobodyLooks = (): void => {};

/** Has progress asked for even if nobody looks at it: it keeps a request from timing out. */
export function watched(options: CallToolOptions): CallToolOptions {
  return { ...options, onProgress: options.onProgress ?? nobodyLooks };
}

/** Options of a request that is a part of a call. */
export interface PartOptions extends CallToolOptions {
  /** How much of the time that its caller gave has passed before it is made. */
  readonly waitedMs?: number | undefined;
}

/** Who ended a session. */
export type EndedBy = "by us" | "by the server";

/** The session that requests are made in. */
export interface RequestsOf extends SessionParts {
  /** Whether it has ended, and by whom. */
  readonly ended: () => EndedBy | undefined;
  /** Told that its connection is of no more use. */
  readonly lost: () => void;
}

/** The requests of one session: each is bounded, and fails with an error of ours. */
export class SessionRequests {
  readonly #of: RequestsOf;
  readonly #underWay = new UnderWay();

  constructor(of: RequestsOf) {
    this.#of = of;
  }

  /**
   * Makes a request. The result is checked to be an object and no more: what is beyond the protocol we know
   * is passed on.
   *
   * @param what the tool's name, or the MCP method.
   */
  async make(
    what: string,
    request: Request,
    { signal, timeoutMs, waitedMs = 0, onProgress, onSend, meta }: PartOptions = {},
  ): Promise<Record<string, unknown>> {
    const { serverName: server, client, link, requestTimeoutMs, ended, lost } = this.#of;
    if (ended() !== undefined) throw sessionClosed(server);
    const sent = withRoom(request, meta);
    const timeout = Math.min(timeoutMs ?? requestTimeoutMs, MAX_TIMER_MS);
    const options: RequestOptions = {
      timeout,
      resetTimeoutOnProgress: true,
      maxTotalTimeout: Math.max(timeout, MAX_REQUEST_MS),
    };
    const own = signal ? RequestSignal.forRequest(signal) : undefined;
    const hasWaited = typeof timeoutMs === "number" && waitedMs >= 1;
    const rest = hasWaited ? new RestOfTime(timeout - waitedMs, own?.signal) : undefined;
    if (onProgress !== undefined) options.onprogress = rest?.watching(onProgress) ?? onProgress;
    const ends = rest?.signal ?? own?.signal;
    if (ends !== undefined) options.signal = ends;
    const begun = performance.now();
    this.#underWay.begin();
    callQuietly(onSend, undefined);
    try {
      return await client.request(sent, ResultSchema, options);
    } catch (error) {
      const cancelled = own?.signal.aborted ?? false;
      // Reading an answer does not fail with one of these, and most requests can be sent.
      const isSuspect = error instanceof TypeError || error instanceof RangeError;
      const problem = isSuspect ? unsendable(sent) : undefined;
      const isLost = problem === undefined && isConnectionLost(error);
      if (!cancelled && isLost) lost();
      throw requestError(error, {
        server,
        what,
        begun,
        limit: { ms: timeout, isConfigured: timeoutMs === undefined },
        cancelled,
        ended: ended(),
        link,
        unsendable: problem,
      });
    } finally {
      rest?.requestEnded();
      own?.requestEnded();
      this.#underWay.end();
    }
  }

  /** Resolves when none is under way. */
  over(): Promise<void> {
    return this.#underWay.over();
  }
}

/**
 * The SDK spreads a request and its parameters and adds members. V8 of Node 20 makes a new hidden class of every
 * object that gets members so, which takes longer than the rest of a request, and is memory that only a full
 * collection frees: so they are there already, to be overwritten.
 */
function withRoom(request: Request, meta: CallToolOptions["meta"]): Request {
  const { method, params } = request;
  const _meta = meta === undefined ? undefined : { ...meta };
  const isBare = params === undefined && meta === undefined;
  const sent = isBare ? undefined : { _meta, ...params };
  return { jsonrpc: "2.0", id: undefined, method, params: sent } as Request;
}
