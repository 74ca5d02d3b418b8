import {
  type BaseCodeExecutor,
  type CodeModeConfig,
  type ExecuteCodeOptions,
  type ExecutionLimits,
  type ExecutionResult,
  MCPClient,
} from "@toolweave/core";
import { type KitServers, openKitServers } from "./kit-servers.js";

/** What the kit asks of an executor it makes; an executor ignores what it does not have. */
export interface KitExecutorOptions {
  /** Milliseconds an execution may take. */
  readonly timeoutMs?: number;
  /** Memory of one sandbox in MiB. */
  readonly memoryLimitMb?: number;
}

/** Makes a fresh executor, without a client. */
export type CreateExecutor = (
  options: KitExecutorOptions,
) => BaseCodeExecutor | Promise<BaseCodeExecutor>;

/** A client in code mode with the executor under test and servers of its own. */
export interface Bench {
  readonly client: MCPClient;
  readonly executor: BaseCodeExecutor;
  readonly servers: KitServers;
  execute(code: string, options?: number | ExecuteCodeOptions): Promise<ExecutionResult>;
}

/** What a bench is made with. */
export interface BenchOptions extends KitExecutorOptions {
  readonly limits?: Partial<ExecutionLimits>;
}

/** What a case works with: benches, which are closed after it. */
export class CaseContext {
  readonly #create: CreateExecutor;
  readonly #open: Bench[] = [];
  #plain: Promise<Bench> | undefined;

  constructor(create: CreateExecutor) {
    this.#create = create;
  }

  /** Runs code on the case's plain bench. */
  async execute(code: string, options?: number | ExecuteCodeOptions): Promise<ExecutionResult> {
    return (await this.plain()).execute(code, options);
  }

  /** The bench without options, opened when it is first asked for. */
  plain(): Promise<Bench> {
    this.#plain ??= this.open();
    return this.#plain;
  }

  /** Opens a further bench. */
  async open({ limits, ...options }: BenchOptions = {}): Promise<Bench> {
    const executor = await this.#create(options);
    const servers = openKitServers();
    const codeMode: CodeModeConfig = { executor, ...(limits && { limits }) };
    const client = new MCPClient({ mcpServers: servers.config }, { codeMode });
    const bench: Bench = {
      client,
      executor,
      servers,
      execute(code, given) {
        const running = client.executeCode(code, given);
        // A case may look at it later than it rejects: that fails the case, and must not end the kit.
        running.catch(() => {});
        return running;
      },
    };
    this.#open.push(bench);
    return bench;
  }

  /** Closes every bench. */
  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map(({ client }) => client.close()));
    this.#plain = undefined;
  }
}
