import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Verbose } from "../command-line/terminal.js";
import { createCodeModeServer, type Served } from "./code-mode-server.js";

/** Serves the client at stdin and stdout, until it is gone or the signal aborts. */
export async function serveStdio(
  served: Served,
  { signal, verbose }: { signal: AbortSignal; verbose: Verbose },
): Promise<void> {
  const { stdin, stdout } = process;
  keepForProtocol();
  const server = createCodeModeServer(served);
  const gone = new Promise<void>((resolve) => {
    const end = (reason: string) => (): void => {
      verbose(() => `the client is gone: ${reason}`);
      resolve();
    };
    stdin.once("end", end("stdin ended")).once("close", end("stdin closed"));
    stdout.once("error", end("stdout is closed"));
    signal.addEventListener("abort", () => resolve(), { once: true });
    const stopWatching = server.onclose;
    server.onclose = () => {
      stopWatching?.();
      resolve();
    };
  });
  server.onerror = (error) => verbose(() => `not understood: ${error.message}`);
  await server.connect(new StdioServerTransport(stdin, stdout));
  if (!signal.aborted) await gone;
  await server.close();
}

/** Stdout belongs to the protocol: what a package prints there would end the session. */
function keepForProtocol(): void {
  const { error, warn } = console;
  Object.assign(console, { log: error, info: error, debug: error, dir: warn, table: warn });
}
