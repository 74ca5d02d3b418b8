import { type Bridge, openGate } from "../bridge/execution-gate.js";
import { checkLimits, type ExecutionLimits } from "../bridge/execution-limits.js";
import { PolicyGate } from "../bridge/policy/policy-gate.js";
import { attemptsOf } from "../bridge/retry.js";
import { loadValidationSoon } from "../bridge/validation/load-validation.js";
import { clientClosed, type ServerConnections } from "../client/server-connections.js";
import type { ExecuteCodeOptions, ExecutionResult } from "../contract/execution.js";
import type {
  ExecutionGate,
  ExecutorHost,
  ExecutorHostOwner,
  GateOptions,
  ToolNamespaceInfo,
} from "../contract/executor-host.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import { BaseCodeExecutor } from "../executor/base-code-executor.js";
import { executionResult } from "../executor/execution-result.js";
import { ModelView } from "../model-view/model-view.js";
import type { EventHub } from "../observability/event-hub.js";
import { Observer } from "../observability/observer.js";
import { ObservedOutputs } from "../observed-outputs/observed-outputs.js";
import { findServer } from "../search/find-server.js";
import { readSearchRequest } from "../search/search-request.js";
import { checkSearchSettings } from "../search/search-settings.js";
import { ToolSearch } from "../search/tool-search.js";
import { toolSignature } from "../signature/tool-signature.js";
import { typeDeclarations } from "../signature/type-declarations.js";
import type { CatalogSync, RefreshOptions } from "./catalog-sync.js";
import type { CodeModeConfig } from "./code-mode-config.js";
import { createExecutor } from "./create-executor.js";
import { checkSelection, selectTools, type ToolSelection } from "./select-tools.js";
import { tellUnavailable } from "./tell-unavailable.js";

/** Code mode of one client: its catalog, its gate and its executor. */
export class CodeMode implements ExecutorHost {
  readonly limits: ExecutionLimits;
  readonly modelView: ModelView;
  readonly observedOutputs: ObservedOutputs = new ObservedOutputs();
  readonly #config: CodeModeConfig;
  readonly #owner: ExecutorHostOwner;
  readonly #connections: ServerConnections;
  readonly #sync: CatalogSync;
  readonly #search: ToolSearch;
  readonly #observer: Observer;
  readonly #bridge: Bridge;
  readonly #policy: PolicyGate | undefined;
  #executor: Promise<BaseCodeExecutor> | undefined;
  #callsBegin: (() => void) | undefined;
  #closed = false;

  constructor(
    config: CodeModeConfig,
    connections: ServerConnections,
    { owner, sync, events }: { owner: ExecutorHostOwner; sync: CatalogSync; events: EventHub },
  ) {
    this.limits = checkLimits(config.limits ?? {});
    this.modelView = new ModelView(config);
    this.#config = config;
    this.#owner = owner;
    this.#connections = connections;
    this.#sync = sync;
    const { catalog } = this.#sync;
    const { search: settings = {} } = config;
    checkSearchSettings(settings);
    this.#search = new ToolSearch(catalog, {
      settings,
      signatureOf: (tool, { serverName, identifier }, detail) => {
        // At "full" the schema that comes with it has the descriptions.
        const use = detail === "full" ? "listing" : "search";
        const observed = this.observedOutputs.shapeOf(serverName, tool);
        return toolSignature(tool, identifier, use, observed);
      },
    });
    this.#observer = new Observer(events, config.telemetry);
    this.#policy = config.policy === undefined ? undefined : new PolicyGate(config.policy);
    this.#bridge = {
      catalog,
      limits: this.limits,
      policy: this.#policy,
      validateArguments: config.validateArguments !== false,
      validateOutputs: config.validateOutputs !== false,
      attempts: attemptsOf(config.retry),
      callTool: (server, tool, args, options) =>
        connections.callTool(server, tool, args, {
          meta: this.#observer.requestMeta(),
          ...options,
        }),
      request: (server, ask, options) =>
        connections.use(server, (session) =>
          ask(session, { meta: this.#observer.requestMeta(), ...options }),
        ),
      search: (query, detail) => this.#find(query, detail),
      reread: (server) => this.#sync.reread(server),
      observe: (scope) => this.#observer.activity(scope),
      failureOf: (server) => connections.unknownServer(server) ?? this.#sync.failureOf(server),
      holderOf: (server) => connections.slots().get(server),
      join: (server) => this.#sync.join(server),
      onValue: (server, tool, value) => {
        if (config.learnOutputs !== false) this.observedOutputs.learn(server, tool, value);
      },
    };
    if (BaseCodeExecutor.isInstance(config.executor)) config.executor.bindClient(owner);
  }

  execute(code: string, options: ExecuteCodeOptions = {}): Promise<ExecutionResult> {
    const { timeout: timeoutMs, executionId, ...rest } = options;
    const asked = { code, timeoutMs, executionId, options: rest };
    return this.#observer.execution(asked, async (observed) => {
      const executor = await this.executor();
      await this.#policy?.ready();
      const started = performance.now();
      const run = async (): Promise<ExecutionResult> => {
        const result = executionResult(await executor.execute(code, timeoutMs, observed), started);
        return rest.supervisor?.outcome?.(result) ?? result;
      };
      return executor.passesScope ? run() : this.#observer.recognise(observed.scope, run);
    });
  }

  /** True if calls may have to be approved and the client itself has nobody to ask. */
  get needsApprover(): boolean {
    return this.#policy?.needsApprover ?? false;
  }

  /** Another server of its name is another server. */
  serverRemoved(name: string): void {
    this.#policy?.forget(name);
  }

  /** The executor, made when it is first needed; a failure is not remembered. */
  executor(): Promise<BaseCodeExecutor> {
    if (this.#closed) return Promise.reject(clientClosed());
    if (this.#executor === undefined) {
      const executor = createExecutor(this.#config, this.#owner);
      this.#executor = executor;
      executor.catch(() => {
        this.#executor = undefined;
      });
    }
    return this.#executor;
  }

  connectServers(withinMs?: number): Promise<void> {
    return this.#connect({ withinMs });
  }

  async #connect(options: RefreshOptions): Promise<void> {
    const mayCall = this.#connections.names().length > 0;
    if (mayCall && this.#bridge.validateArguments) this.#callsBegin ??= loadValidationSoon();
    await this.#sync.refresh(options);
  }

  getToolNamespaces(): ToolNamespaceInfo[] {
    return this.#sync.catalog.namespaces().map((namespace) => ({
      ...namespace,
      callTool: (tool, args = {}) => this.#callOnce(namespace.serverName, tool, args),
    }));
  }

  /** @param withinMs how long a search waits for servers at most: it says which it did without. */
  async searchTools(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
    withinMs?: number,
  ): Promise<ToolSearchResponse> {
    return this.#observer.search(query, detail, async () => {
      const { server } = readSearchRequest(query, detail);
      await this.#connected({ withinMs, servers: server === undefined ? undefined : [server] });
      return this.#find(query, detail);
    });
  }

  /** The tools as a `.d.ts` file. A server that is not connected is left out, unless it is asked for. */
  async getTypeDeclarations(selection: ToolSelection): Promise<string> {
    checkSelection(selection);
    const { servers = [] } = selection;
    await this.#connected({ servers: selection.servers });
    for (const server of this.#sync.serversNamed(servers) ?? servers) {
      const failure = this.#sync.failureOf(server);
      if (failure !== undefined) throw failure;
    }
    const selected = selectTools(this.#sync.catalog.namespaces(), selection);
    return typeDeclarations(selected, (server, tool) => this.observedOutputs.shapeOf(server, tool));
  }

  openGate(options: GateOptions): ExecutionGate {
    this.#callsBegin?.();
    return openGate(this.#bridge, options);
  }

  async recall(handle: string): Promise<string> {
    return this.modelView.recall(handle);
  }

  /** Ends the executor, running executions included. */
  async close(): Promise<void> {
    this.#closed = true;
    const { executor } = this.#config;
    // An instance became ours when it was given to us, used or not.
    const own = BaseCodeExecutor.isInstance(executor) ? executor : undefined;
    const made = await this.#executor?.catch(() => undefined);
    // One that was refused may have none.
    await (made ?? own)?.cleanup?.();
  }

  /** @throws ToolweaveError `CLIENT_CLOSED`, also if it was closed meanwhile: servers that are gone have no tools. */
  async #connected(options: RefreshOptions): Promise<void> {
    await this.#connect(options);
    if (this.#closed) throw clientClosed();
  }

  async #find(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    const found = await this.#search.search(query, detail);
    const { catalog } = this.#sync;
    const only = findServer(readSearchRequest(query, detail).server, catalog);
    const servers = only === undefined ? catalog.manifests().map(({ server }) => server) : [only];
    tellUnavailable(found.meta, servers, (server) => this.#sync.failureOf(server));
    return found;
  }

  async #callOnce(
    server: string,
    tool: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    await this.#observer.ready();
    const gate = this.openGate({});
    const id = this.#observer.activity().calls + 1;
    try {
      return JSON.parse(await gate.call({ id, server, tool, args: [args] }));
    } finally {
      gate.close();
    }
  }
}
