import { forgetChild, rememberChild } from "./child-reaper.js";
import type { StdioServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";
import { TextTail } from "./text-tail.js";

const STDERR_KEPT = 64 * 1024;
const LINES_SHOWN = 10;
const TERM_AFTER_MS = 1_000;
const KILL_AFTER_MS = 2_000;

/** A link to a server that is started as a child process. */
export async function openStdioLink(config: StdioServerConfig): Promise<ServerLink> {
  const { StdioClientTransport } = await import("@modelcontextprotocol/sdk/client/stdio.js");
  const { command, args, env, cwd } = config;
  const transport = new StdioClientTransport({
    command,
    stderr: "pipe",
    ...(args && { args }),
    ...(env && { env }),
    ...(cwd && { cwd }),
  });
  const stderr = new TextTail(STDERR_KEPT);
  const decoder = new TextDecoder();
  transport.stderr?.on("data", (chunk: Buffer) => {
    stderr.push(decoder.decode(chunk, { stream: true }));
  });
  const child = watchChild(transport);
  return {
    transport,
    stderr: () => stderr.text,
    diagnose: () => {
      const lines = stderr.lastLines(LINES_SHOWN);
      return lines === "" ? "It wrote nothing to stderr." : `Its last words on stderr:\n${lines}`;
    },
    close: () => child.end(),
  };
}

type StdioTransport = InstanceType<
  typeof import("@modelcontextprotocol/sdk/client/stdio.js").StdioClientTransport
>;

/** The transport's process: known to the reaper while it lives, ended with growing force. */
function watchChild(transport: StdioTransport): { end(): Promise<void> } {
  let pid: number | undefined;
  let markGone = (): void => {};
  const gone = new Promise<void>((resolve) => {
    markGone = resolve;
  });
  const start = transport.start.bind(transport);
  transport.start = async () => {
    const client = transport.onclose;
    transport.onclose = () => {
      if (pid !== undefined) forgetChild(pid);
      markGone();
      client?.();
    };
    try {
      await start();
    } catch (error) {
      markGone();
      throw error;
    }
    pid = transport.pid ?? undefined;
    if (pid !== undefined) rememberChild(pid);
  };
  return {
    async end() {
      if (pid === undefined) return;
      const child = pid;
      const term = setTimeout(() => signal(child, "SIGTERM"), TERM_AFTER_MS);
      const kill = setTimeout(() => signal(child, "SIGKILL"), KILL_AFTER_MS);
      void transport.close();
      await gone;
      clearTimeout(term);
      clearTimeout(kill);
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
