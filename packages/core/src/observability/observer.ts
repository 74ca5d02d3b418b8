import type { ExecuteOptions, ExecutionResult, ExecutionScope } from "../contract/execution.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import { ActivityObserver } from "./activity-observer.js";
import { AsyncScope } from "./async-scope.js";
import type { EventHub } from "./event-hub.js";
import { type AskedExecution, ObservedExecution } from "./observed-execution.js";
import { loadedOpenTelemetry, openTelemetry } from "./open-telemetry.js";
import {
  type CompleteTelemetrySettings,
  completeTelemetry,
  type TelemetrySettings,
} from "./telemetry-settings.js";
import { Tracing } from "./tracing.js";

/** Tells listeners and traces what one client's code mode does. */
export class Observer {
  readonly #events: EventHub;
  readonly #settings: CompleteTelemetrySettings;
  readonly #running = new AsyncScope<ObservedExecution>();
  #tracing: Tracing | undefined;

  /** @throws ToolweaveError `CONFIG_INVALID`. */
  constructor(events: EventHub, settings: TelemetrySettings | undefined) {
    this.#events = events;
    this.#settings = completeTelemetry(settings);
  }

  /** Runs an execution with the options that its executor is to have. */
  async execution(
    asked: AskedExecution,
    run: (options: ExecuteOptions) => Promise<ExecutionResult>,
  ): Promise<ExecutionResult> {
    const loading = this.#loading();
    if (loading !== undefined) await loading;
    const execution = new ObservedExecution(asked, this.#events, this.#loadedTracing());
    let result: ExecutionResult;
    try {
      result = await execution.activity.inContext(() => run(execution.options));
    } catch (error) {
      execution.failed(error);
      throw error;
    }
    execution.ended(result);
    return result;
  }

  /**
   * Lets what an execution does be recognised as its own without a word from its executor.
   *
   * @param scope what `execution` gave in the options.
   */
  recognise<T>(scope: ExecutionScope | undefined, work: () => T): T {
    const isHeard = this.#tracing !== undefined || this.#events.hasListeners;
    if (!isHeard || !(scope instanceof ObservedExecution)) return work();
    scope.isAmbient = true;
    return this.#running.run(scope, work);
  }

  /** The observer of what an execution does, or of what belongs to none. */
  activity(scope?: ExecutionScope): ActivityObserver {
    const execution = scope instanceof ObservedExecution ? scope : this.#running.current;
    if (execution !== undefined) return execution.activity;
    const tracing = this.#loadedTracing();
    const context = tracing?.active();
    const trace = tracing && context && { tracing, context, parent: () => context };
    return new ActivityObserver(this.#events, { executionId: undefined, trace });
  }

  /** A search that comes neither from a sandbox nor through a gate. */
  async search(
    query: string | ToolSearchOptions | undefined,
    detail: SearchDetailLevel | undefined,
    work: () => Promise<ToolSearchResponse>,
  ): Promise<ToolSearchResponse> {
    await this.#loading();
    return this.activity().search(query, detail, work);
  }

  /** Resolves when `activity` can trace, if anything is to be traced. */
  async ready(): Promise<void> {
    await this.#loading();
  }

  /** The trace context for `_meta` of a request that is made now. */
  requestMeta(): Record<string, string> | undefined {
    return this.#tracing?.carrier();
  }

  /** What to wait for before anything can be traced; nothing, but for the first time. */
  #loading(): Promise<unknown> | undefined {
    const api = openTelemetry();
    return api !== undefined && "then" in api ? api : undefined;
  }

  #loadedTracing(): Tracing | undefined {
    const api = loadedOpenTelemetry();
    if (api !== undefined) this.#tracing ??= new Tracing(api, this.#settings);
    return this.#tracing;
  }
}
