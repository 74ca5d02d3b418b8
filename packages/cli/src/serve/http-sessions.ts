import { randomUUID } from "node:crypto";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { checkRequests } from "./checked-requests.js";
import { createCodeModeServer, type Served } from "./code-mode-server.js";
import { ENDING, SESSION_ENDED, UnansweredRequests } from "./unanswered-requests.js";
import { sendWellFormed } from "./well-formed.js";

/** Sessions at once. A client that comes back to one that made way is told to begin anew. */
const MAX_SESSIONS = 500;
const IDLE_MS = 60 * 60_000;
const SWEEP_MS = 60_000;

/** One session over HTTP. */
export interface HttpSession {
  readonly transport: StreamableHTTPServerTransport;
  readonly unanswered: UnansweredRequests;
  /** Requests under way: a session that has any makes way for none. */
  busy: number;
  /** Streams on which its client listens for news: it is there, though it asks nothing. */
  listening: number;
  /** When its last request came, or was over. */
  usedAt: number;
}

/** The sessions of one HTTP server: those used longest ago make way for new ones, whose clients listen at last. */
export class HttpSessions {
  readonly #served: Served;
  readonly #sessions = new Map<string, HttpSession>();
  readonly #sweep: ReturnType<typeof setInterval>;

  constructor(served: Served) {
    this.#served = served;
    this.#sweep = setInterval(() => this.#closeIdle(), SWEEP_MS).unref();
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The session of an id, which counts as used now. */
  get(id: string): HttpSession | undefined {
    const session = this.#sessions.get(id);
    if (session !== undefined) session.usedAt = Date.now();
    return session;
  }

  /** A new session; `undefined` if every session there may be is busy. */
  async open(): Promise<HttpSession | undefined> {
    if (this.#sessions.size >= MAX_SESSIONS && !this.#makeRoom()) return undefined;
    const id = randomUUID();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      // Else their streams would end without a word, and what waits for an answer would go on waiting.
      onsessionclosed: () => unanswered.fail(SESSION_ENDED),
    });
    const server = createCodeModeServer(this.#served);
    const stopWatching = server.onclose;
    server.onclose = () => {
      this.#sessions.delete(id);
      stopWatching?.();
    };
    // The SDK's own class does not fit its interface under exactOptionalPropertyTypes.
    const connected = transport as Transport;
    await server.connect(connected);
    sendWellFormed(connected);
    checkRequests(connected);
    const unanswered = new UnansweredRequests(connected);
    const usedAt = Date.now();
    const session: HttpSession = { transport, unanswered, busy: 0, listening: 0, usedAt };
    this.#sessions.set(id, session);
    return session;
  }

  /** Ends every session, and what it runs. What is asked is answered first, with an error. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all(
      [...this.#sessions.values()].map(async ({ transport, unanswered }) => {
        await unanswered.fail(ENDING);
        await transport.close();
      }),
    );
  }

  #makeRoom(): boolean {
    const free = [...this.#sessions.values()].filter(({ busy }) => busy === 0);
    free.sort((a, b) => a.usedAt - b.usedAt);
    // Many clients begin no new session, and could call nothing any more.
    const session = free.find(({ listening }) => listening === 0) ?? free[0];
    void session?.transport.close();
    return session !== undefined;
  }

  #closeIdle(): void {
    const before = Date.now() - IDLE_MS;
    for (const { busy, listening, usedAt, transport } of this.#sessions.values()) {
      if (busy + listening === 0 && usedAt < before) void transport.close();
    }
  }
}
