import { BaseCodeExecutor, type ExecuteOptions, type ExecutionResult } from "@toolweave/core";

/** What an executor was asked to do. */
export interface SeenExecution {
  readonly code: string;
  readonly timeout: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * An executor without a sandbox: the code is the name of a tool, `server.tool`, which it calls, or
 * `tools`, for the list of them all. Like a real one it connects the servers first.
 */
export class CallingExecutor extends BaseCodeExecutor {
  readonly seen: SeenExecution[] = [];
  cleanups = 0;

  override get defaultTimeoutMs(): number {
    return 5_000;
  }

  async execute(
    code: string,
    timeout?: number,
    { signal }: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    this.seen.push({ code, timeout, signal });
    try {
      await this.ensureServersConnected();
      return ended(await this.#run(code), null);
    } catch (error) {
      return ended(null, (error as Error).message);
    }
  }

  async cleanup(): Promise<void> {
    this.cleanups++;
  }

  async #run(code: string): Promise<unknown> {
    const namespaces = this.getToolNamespaces();
    if (code === "tools") {
      return namespaces.flatMap(({ identifier, tools }) =>
        tools.map((tool) => `${identifier}.${tool.identifier}`),
      );
    }
    const [server, tool = ""] = code.split(".");
    const namespace = namespaces.find(({ identifier }) => identifier === server);
    if (namespace === undefined) throw new Error(`no namespace ${server}`);
    return namespace.callTool(tool, { ms: 60_000 });
  }
}

function ended(result: unknown, error: string | null): ExecutionResult {
  return { result, error, logs: [], execution_time: 0 };
}
