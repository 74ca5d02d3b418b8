import { possibleToolNames } from "../catalog/name-tools.js";
import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { CallSupervisor } from "../contract/call-supervisor.js";
import type { ExecutionScope, ToolCallRecord } from "../contract/execution.js";
import type {
  ExecutionGate,
  GateOptions,
  NamespaceManifest,
  ServerRequest,
  ToolCallRequest,
  ToolInfo,
} from "../contract/executor-host.js";
import type { CallToolOptions, ToolResult } from "../contract/tool.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import type { ActivityObserver } from "../observability/activity-observer.js";
import { nextTurn } from "../protocol/in-slices.js";
import type { CheckedCall } from "./check-call.js";
import { OutputCheck } from "./check-output.js";
import { fittingCall } from "./fitting-call.js";
import { NestedCalls } from "./nested-calls.js";
import { cancelled } from "./open-calls.js";
import type { PolicyCall } from "./policy/policy-call.js";
import { denied, type PolicyGate } from "./policy/policy-gate.js";
import { type KnownServers, PresentServers } from "./present-servers.js";
import { resultJson } from "./result-json.js";
import { type CallUnderWay, type SendOptions, sendCall } from "./send-call.js";
import { type AskSession, asCall, type CheckedRequest, checkRequest } from "./server-requests.js";
import { Turns } from "./turns.js";
import { unwrapResult } from "./unwrap-result.js";

/** What lies behind the gate. */
export interface Bridge extends SendOptions, KnownServers {
  readonly catalog: ToolCatalog;
  /** What is allowed; all calls are where there is none. */
  readonly policy: PolicyGate | undefined;
  /** Arguments are checked against input schemas. */
  readonly validateArguments: boolean;
  /** Values are checked against output schemas. */
  readonly validateOutputs: boolean;
  callTool(
    server: string,
    tool: string,
    args: Record<string, unknown>,
    options: CallToolOptions,
  ): Promise<ToolResult>;
  /** Asks a server for something beside tools. */
  request(server: string, ask: AskSession, options: CallToolOptions): Promise<unknown>;
  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse>;
  /** Why a server cannot be reached, such as that it is not configured; `undefined` while it can. */
  failureOf(server: string): Error | undefined;
  /** Who hears of what an execution does; without a scope, of what belongs to none. */
  observe(scope: ExecutionScope | undefined): ActivityObserver;
  /** Hears of the value of every call that succeeds. */
  onValue?(server: string, tool: ToolInfo, value: unknown): void;
}

/** At once: a search takes no time, but its answer takes memory until the guest has it. */
const MOST_SEARCHES = 4;
const SEARCH = { server: "", tool: "search_tools" };
/** Characters that are kept of the name of a tool or server that does not exist. */
const MOST_NAME = 256;

/** Opens the gate of one execution: the one place through which nested calls reach a server. */
export function openGate(bridge: Bridge, options: GateOptions): ExecutionGate {
  return new Gate(bridge, options);
}

class Gate implements ExecutionGate {
  readonly namespaces: readonly NamespaceManifest[];
  readonly #bridge: Bridge;
  readonly #onApprovalWait: (waiting: boolean) => void;
  readonly #outputCheck: OutputCheck | undefined;
  readonly #observer: ActivityObserver;
  readonly #supervisor: CallSupervisor | undefined;
  readonly #calls: NestedCalls;
  readonly #servers: PresentServers;
  readonly #searches: Turns;

  constructor(bridge: Bridge, options: GateOptions) {
    const { onToolCall, onApprovalWait, onWarning, room, scope, supervisor } = options;
    this.namespaces = bridge.catalog.manifests();
    this.#bridge = bridge;
    this.#onApprovalWait = onApprovalWait ?? (() => {});
    this.#outputCheck = bridge.validateOutputs && onWarning ? new OutputCheck() : undefined;
    this.#observer = bridge.observe(scope);
    this.#supervisor = supervisor;
    const names = this.namespaces.map(({ server }) => server);
    this.#servers = new PresentServers(bridge, names);
    const { limits, catalog } = bridge;
    // What the code calls it: servers that come and go meanwhile change nothing of that.
    const identifiers = new Map(this.namespaces.map((each) => [each.server, each.identifier]));
    const namespaceOf = (server: string): string =>
      identifiers.get(server) ?? catalog.namespaceOf(server);
    const tell = { observer: this.#observer, onToolCall, onWarning };
    this.#calls = new NestedCalls({ limits, namespaceOf, supervisor, room, ...tell });
    this.#searches = new Turns(MOST_SEARCHES, room);
  }

  call(asked: ToolCallRequest): Promise<string> {
    // Code may use the identifier; everyone else hears of the tool by its own name, and of one that does
    // not exist by no more than a name may have: what is asked is kept, and shown.
    const { catalog } = this.#bridge;
    const known = catalog.find(asked.server, asked.tool)?.name;
    const tool = known ?? asked.tool.slice(0, MOST_NAME);
    const isOf = (name: string): boolean =>
      name === tool ||
      (known === undefined
        ? possibleToolNames(name).includes(asked.tool)
        : catalog.find(asked.server, name)?.name === known);
    // V8 of Node 20 makes a new hidden class of every object that gets further members after a spread.
    const request = { isOf, ...asked, server: this.#knownServer(asked.server), tool };
    const requireSame = this.#servers.watch(request.server);
    return this.#calls.pass(request, {
      admit: (call) => this.#admit(request, call),
      send: (checked, call) => this.#send(checked, call, requireSame),
    });
  }

  request(asked: ServerRequest): Promise<string> {
    const request = { ...asked, server: this.#knownServer(asked.server) };
    const requireSame = this.#servers.watch(request.server);
    return this.#calls.pass(asCall(request), {
      admit: (call) => this.#admitRequest(request, call),
      send: (checked, call) => this.#sendRequest(checked, call, requireSame),
    });
  }

  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    return this.#observer.search(query, detail, async () => {
      await this.#searches.enter();
      try {
        if (this.#calls.isClosed) throw cancelled(SEARCH);
        // An embedding model may take long, and nothing of an execution is to be told after its end.
        return await this.#calls.untilClosed(SEARCH, () => this.#searchNow(query, detail));
      } finally {
        this.#searches.leave();
      }
    });
  }

  records(): ToolCallRecord[] {
    return this.#calls.records();
  }

  close(): void {
    this.#calls.close();
    this.#searches.release();
  }

  async #searchNow(...asked: Parameters<Bridge["search"]>): Promise<ToolSearchResponse> {
    // The host has other things to do between the searches of code that asks for many.
    await nextTurn();
    await this.#servers.rereadAll();
    if (this.#calls.isClosed) throw cancelled(SEARCH);
    return this.#bridge.search(...asked);
  }

  /** The tool that is meant, with arguments that fit it and leave to call it; or an error that says why not. */
  async #admit(request: ToolCallRequest, { recorded, signal }: CallUnderWay): Promise<CheckedCall> {
    const { server } = request;
    const joined = this.#servers.joined(server, signal);
    if (joined !== undefined) await joined;
    const checked = await fittingCall(request, {
      known: this.#bridge,
      reread: () => this.#servers.reread(server, signal),
      onFound: (name) => {
        recorded.record.tool = name;
      },
    });
    const { id, namespace } = recorded.record;
    const call = { id, server, namespace, ...checked };
    const permitting = this.#permit(call, signal);
    if (permitting !== undefined) await permitting;
    return checked;
  }

  /** The same for a request. */
  async #admitRequest(
    request: ServerRequest,
    { recorded, signal }: CallUnderWay,
  ): Promise<CheckedRequest> {
    const { id, server, namespace } = recorded.record;
    await this.#servers.joined(server, signal);
    const failure = this.#bridge.failureOf(server);
    if (failure !== undefined) throw failure;
    const checked = checkRequest(request, namespace);
    const { tool, args } = checked;
    await this.#permit({ id, server, namespace, tool, args }, signal);
    return checked;
  }

  /** Waits for leave to make a call, unless that is given at once. */
  #permit(call: PolicyCall, signal: AbortSignal): Promise<void> | undefined {
    const refusal = this.#supervisor?.refusal?.(call.id);
    // JavaScript may give null for none.
    if (refusal) throw denied(call, refusal.reason);
    const approve = this.#supervisor?.approve;
    return this.#bridge.policy?.admit(call, { signal, onWait: this.#onApprovalWait, approve });
  }

  async #send(checked: CheckedCall, call: CallUnderWay, requireSame: () => void): Promise<string> {
    call.signal.throwIfAborted();
    const { tool, args } = checked;
    const { record } = call.recorded;
    const result = await sendCall(this.#bridge, checked, call, (options) => {
      requireSame();
      return this.#bridge.callTool(record.server, tool.name, args, options);
    });
    const value = unwrapResult(result, record);
    const json = resultJson(value, record);
    if (tool.outputSchema !== undefined)
      call.recorded.warning = await this.#outputCheck?.check(record, tool, { value, result });
    this.#bridge.onValue?.(record.server, tool, value);
    return json;
  }

  async #sendRequest(
    checked: CheckedRequest,
    call: CallUnderWay,
    requireSame: () => void,
  ): Promise<string> {
    call.signal.throwIfAborted();
    const { record } = call.recorded;
    const value = await sendCall(this.#bridge, checked, call, (options) => {
      requireSame();
      return this.#bridge.request(record.server, checked.ask, options);
    });
    return resultJson(value, record);
  }

  #knownServer(name: string): string {
    const isKnown = this.namespaces.some(({ server }) => server === name);
    return isKnown ? name : name.slice(0, MOST_NAME);
  }
}
