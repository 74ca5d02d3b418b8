import { onAbort } from "../client/on-abort.js";
import { removedError } from "../client/server-connections.js";
import { settlesWithin } from "../protocol/settles-within.js";
import type { ExecutionLimits } from "./execution-limits.js";

/** What is known of the servers of a client. */
export interface KnownServers {
  readonly limits: ExecutionLimits;
  /** What stands for a server until it is removed: another one of its name is another object. */
  holderOf(server: string): object | undefined;
  /** Connects a server, unless that was tried before; what came of it is known when this resolves. */
  join(server: string): Promise<void> | undefined;
  /** Reads the tools of a server that has said that they changed; what there are is known when this resolves. */
  reread(server: string): Promise<void> | undefined;
}

/** Milliseconds that a search, or a call of a tool that is not known, waits for changed tools. */
const MOST_REREADING_MS = 5_000;

/** The servers that an execution finds, and those that take their names while it runs. */
export class PresentServers {
  readonly #known: KnownServers;
  readonly #first: ReadonlyMap<string, object | undefined>;
  /** Those whose tools were waited for in vain: the execution does not wait for them again. */
  readonly #late = new Set<string>();

  constructor(known: KnownServers, names: readonly string[]) {
    this.#known = known;
    this.#first = new Map(names.map((name) => [name, known.holderOf(name)]));
  }

  /**
   * Waits for a server that was added since the execution began, for no longer than a call may take: nobody else
   * may connect it.
   */
  joined(server: string, signal: AbortSignal): Promise<void> | undefined {
    if (this.#known.holderOf(server) === this.#first.get(server)) return undefined;
    const joined = this.#known.join(server);
    if (joined === undefined) return undefined;
    const { toolTimeoutMs } = this.#known.limits;
    const joining = toolTimeoutMs === undefined ? joined : settlesWithin(toolTimeoutMs, joined);
    return untilAborted(joining, signal);
  }

  /**
   * Waits for the tools of a server that were changed since the execution began: code may ask it for more tools, and
   * then call them.
   */
  reread(server: string, signal: AbortSignal): Promise<void> {
    return untilAborted(this.#reread(server), signal);
  }

  /** The same for all servers. */
  async rereadAll(): Promise<void> {
    await Promise.all([...this.#first.keys()].map((server) => this.#reread(server)));
  }

  async #reread(server: string): Promise<void> {
    const reading = this.#late.has(server) ? undefined : this.#known.reread(server);
    if (reading === undefined) return;
    const { toolTimeoutMs = MOST_REREADING_MS } = this.#known.limits;
    const inTime = await settlesWithin(Math.min(toolTimeoutMs, MOST_REREADING_MS), reading);
    if (!inTime) this.#late.add(server);
  }

  /**
   * A call waits: for a person, for its turn, to be tried again. What was let through to one server is not
   * for another that takes its name meanwhile.
   */
  watch(server: string): () => void {
    const holder = this.#known.holderOf(server);
    return () => {
      const present = this.#known.holderOf(server);
      // Of a server that is gone, and has no successor, the connections tell.
      if (present !== undefined && present !== holder) throw removedError(server);
    };
  }
}

/** Resolves, too, when the signal fires. */
function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, resolve);
    work.then(() => resolve(), reject).finally(stop);
  });
}
