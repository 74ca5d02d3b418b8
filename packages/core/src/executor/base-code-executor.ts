import type { ExecuteOptions, ExecutionResult } from "../contract/execution.js";
import type {
  ExecutorHost,
  ExecutorHostOwner,
  ToolNamespaceInfo,
} from "../contract/executor-host.js";
import type { SearchToolsFunction } from "../contract/tool-search.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

const BRAND: unique symbol = Symbol.for("toolweave.executor");

/**
 * What runs code. Extend it for an executor of your own; extend `SandboxExecutor` instead if your
 * sandbox can evaluate JavaScript and exchange strings, and everything but the sandbox is done.
 */
export abstract class BaseCodeExecutor {
  #owner: ExecutorHostOwner | undefined;

  /**
   * @param client the client whose tools the code may call; without it, the client that is given this executor.
   * @throws ToolweaveError `EXECUTOR_INVALID` for what is no client.
   */
  constructor(client?: ExecutorHostOwner) {
    // Options in the client's place are allowed by no type, but by JavaScript.
    if (client !== undefined && !isOwner(client)) {
      throw new ToolweaveError(
        "EXECUTOR_INVALID",
        `The first argument of ${new.target.name} is the client, and this is none. Options come second; leave the ` +
          `client undefined where the executor goes to one as codeMode.executor.`,
      );
    }
    this.#owner = client;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** True for an executor of any installed copy of this package, unlike `instanceof`. */
  static isInstance(value: unknown): value is BaseCodeExecutor {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  /** Milliseconds an execution may take where nobody says otherwise. */
  get defaultTimeoutMs(): number | undefined {
    return undefined;
  }

  /** True if the code it runs has `recall`: only then is a model told of it, and anything kept for it. */
  get offersRecall(): boolean {
    return false;
  }

  /**
   * True if it hands `options.scope` on to the gates that it opens. For any other, what its code calls is
   * told apart by the asynchronous context in which it is called.
   */
  get passesScope(): boolean {
    return false;
  }

  /**
   * Runs code and answers with what came of it. Failures of the code are told in the result.
   *
   * @param timeout milliseconds, instead of the executor's own.
   */
  abstract execute(
    code: string,
    timeout?: number,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult>;

  /** Frees everything the executor holds. May be called twice. */
  abstract cleanup(): Promise<void>;

  /**
   * Binds the executor to the client that received it; called by that client.
   *
   * @throws ToolweaveError `EXECUTOR_INVALID` if it is bound to another client.
   */
  bindClient(client: ExecutorHostOwner): void {
    if (this.#owner !== undefined && this.#owner !== client) {
      throw new ToolweaveError(
        "EXECUTOR_INVALID",
        "This executor belongs to another client. Give each client an executor of its own.",
      );
    }
    this.#owner = client;
  }

  /** The tools the code may call, by namespace. Complete after `ensureServersConnected()`. */
  protected getToolNamespaces(): ToolNamespaceInfo[] {
    return this.host.getToolNamespaces();
  }

  /** Connects the servers that are not yet connected. A server that fails does not make this fail. */
  protected ensureServersConnected(): Promise<void> {
    return this.host.connectServers();
  }

  /** The function to offer to code as `search_tools`. */
  public createSearchToolsFunction(): SearchToolsFunction {
    return (query, detailLevel) => this.host.searchTools(query, detailLevel);
  }

  /** The client's side. @throws ToolweaveError `EXECUTOR_UNBOUND` without a client. */
  protected get host(): ExecutorHost {
    if (this.#owner === undefined) {
      throw new ToolweaveError(
        "EXECUTOR_UNBOUND",
        "This executor has no client yet. Pass it as codeMode.executor to an MCPClient, or pass a " +
          "client to its constructor.",
      );
    }
    return this.#owner.executorHost;
  }
}

function isOwner(value: unknown): value is ExecutorHostOwner {
  return typeof value === "object" && value !== null && "executorHost" in value;
}
