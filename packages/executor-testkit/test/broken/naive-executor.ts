import { BaseCodeExecutor, type ExecutionResult } from "@toolweave/core";

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...args: unknown[]) => Promise<unknown>;

/** What one writes first: an AsyncFunction in the host, `String` and `JSON.stringify`. */
export class NaiveExecutor extends BaseCodeExecutor {
  async execute(code: string): Promise<ExecutionResult> {
    await this.ensureServersConnected();
    const started = performance.now();
    const logs: string[] = [];
    const log = (...args: unknown[]): number => logs.push(args.map(String).join(" "));
    const namespaces = this.getToolNamespaces().map(({ identifier, tools, callTool }) => ({
      identifier,
      functions: Object.fromEntries(
        tools.map((tool) => [tool.identifier, (args: object) => callTool(tool.name, { ...args })]),
      ),
    }));
    const globals: Record<string, unknown> = {
      console: { log, info: log, debug: log, warn: log, error: log },
      search_tools: this.createSearchToolsFunction(),
      ...Object.fromEntries(namespaces.map(({ identifier, functions }) => [identifier, functions])),
    };
    const done = (result: unknown, error: string | null): ExecutionResult => ({
      result,
      logs,
      error,
      execution_time: (performance.now() - started) / 1000,
    });
    try {
      const run = new AsyncFunction(...Object.keys(globals), code);
      const value = await run(...Object.values(globals));
      return done(JSON.parse(JSON.stringify(value) ?? "null"), null);
    } catch (error) {
      return done(null, String(error));
    }
  }

  async cleanup(): Promise<void> {}
}
