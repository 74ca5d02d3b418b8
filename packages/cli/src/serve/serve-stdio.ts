import type { Readable } from "node:stream";
import type { Verbose } from "../command-line/terminal.js";
import { checkRequests } from "./checked-requests.js";
import { createCodeModeServer, type Served } from "./code-mode-server.js";
import { handshakeOf } from "./handshake.js";
import { StdioServerTransport } from "./stdio-server-transport.js";
import { ENDING, UnansweredRequests } from "./unanswered-requests.js";
import { refuseIdsInUse } from "./unique-ids.js";
import { sendWellFormed } from "./well-formed.js";

/** Whoever pipes requests in has the answers, though stdin ends at once. */
const LONGEST_ANSWER_MS = 5_000;

const TOO_LATE = "stdin ended, and this request was not answered within five seconds after that.";

/**
 * Serves the client at stdin and stdout, until it is gone or the signal aborts; what it asked before stdin
 * ended is answered first. What runs code is loaded after the handshake.
 *
 * @throws ToolweaveError if it cannot be loaded.
 */
export async function serveStdio(
  served: Served,
  { signal, verbose }: { signal: AbortSignal; verbose: Verbose },
): Promise<void> {
  const { stdin, stdout } = process;
  keepForProtocol();
  const server = createCodeModeServer(served);
  server.onerror = (error) => verbose(() => `not understood: ${error.message}`);
  const ready = handshakeOf(server).then(served.connector);
  const transport = new StdioServerTransport({ stdin, stdout });
  await server.connect(transport);
  sendWellFormed(transport);
  checkRequests(transport);
  const unanswered = new UnansweredRequests(transport);
  refuseIdsInUse(transport, unanswered);
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      verbose(() => `the client is gone: ${reason}`);
      resolve();
    };
    void endOf(stdin)
      .then(() => unanswered.settled(LONGEST_ANSWER_MS))
      .then(() => unanswered.fail(TOO_LATE))
      .then(() => end("stdin ended"));
    stdout.once("error", () => end("stdout is closed"));
    signal.addEventListener("abort", () => resolve(), { once: true });
    const stopWatching = server.onclose;
    server.onclose = () => {
      stopWatching?.();
      resolve();
    };
  });
  try {
    if (!signal.aborted) await Promise.race([gone, ready.then(() => gone)]);
  } finally {
    if (signal.aborted) await unanswered.fail(ENDING);
    await server.close();
  }
}

/** A file or /dev/null ends and is never closed; a terminal that hangs up is closed without an end. */
function endOf(stdin: Readable): Promise<void> {
  return new Promise((resolve) => {
    stdin.once("end", resolve);
    stdin.once("close", resolve);
  });
}

/** Stdout belongs to the protocol: what a package prints there would end the session. */
function keepForProtocol(): void {
  const { error, warn } = console;
  Object.assign(console, { log: error, info: error, debug: error, dir: warn, table: warn });
}
