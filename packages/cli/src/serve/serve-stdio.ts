import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Verbose } from "../command-line/terminal.js";
import { createCodeModeServer, type Served } from "./code-mode-server.js";
import { handshakeOf } from "./handshake.js";
import { ENDING, UnansweredRequests } from "./unanswered-requests.js";

/** Whoever pipes requests in has the answers, though stdin ends at once. */
const LONGEST_ANSWER_MS = 5_000;

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
  const transport = new StdioServerTransport(stdin, stdout);
  await server.connect(transport);
  const unanswered = new UnansweredRequests(transport);
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      verbose(() => `the client is gone: ${reason}`);
      resolve();
    };
    stdin.once("close", () => {
      void unanswered.settled(LONGEST_ANSWER_MS).then(() => end("stdin ended"));
    });
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

/** Stdout belongs to the protocol: what a package prints there would end the session. */
function keepForProtocol(): void {
  const { error, warn } = console;
  Object.assign(console, { log: error, info: error, debug: error, dir: warn, table: warn });
}
