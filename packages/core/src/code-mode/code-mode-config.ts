import type { ExecutionLimits } from "../bridge/execution-limits.js";
import type { RetrySettings } from "../bridge/retry.js";
import type { CodeExecutorFunction } from "../contract/execution.js";
import type { ExecutorHostOwner } from "../contract/executor-host.js";
import type { ExecutorOptionsByName } from "../contract/executor-options.js";
import type { PartialOptions } from "../contract/partial-options.js";
import type { ToolPolicy } from "../contract/policy.js";
import type { BaseCodeExecutor } from "../executor/base-code-executor.js";
import type { ModelViewSettings } from "../model-view/model-view-settings.js";
import type { TelemetrySettings } from "../observability/telemetry-settings.js";
import type { SearchSettings } from "../search/search-settings.js";

/** A class of executors, constructed with the client and `executorOptions`. */
export type CodeExecutorClass = new (
  client: ExecutorHostOwner & never,
  executorOptions?: never,
) => BaseCodeExecutor;

/** A path from the working directory. No package can say what options go with it, as with its own name. */
type ModulePath = `./${string}` | `../${string}` | `/${string}`;

/** Settings of code mode that do not depend on the executor. */
export interface CodeModeSettings extends ModelViewSettings {
  /** Default true where a configuration is given. */
  enabled?: boolean | undefined;
  /** Limits of one execution beside its deadline and memory. */
  limits?: PartialOptions<ExecutionLimits> | undefined;
  /** Which nested calls are made, which need approval, which are refused. Default: all are made. */
  policy?: ToolPolicy | undefined;
  /** Checks the arguments of nested calls against the tools' input schemas. Default true. */
  validateArguments?: boolean | undefined;
  /**
   * Checks what tools answer against their output schemas, and warns in the execution's logs of what does
   * not fit: once for each tool and execution. Default true.
   */
  validateOutputs?: boolean | undefined;
  /** Makes calls again that failed. Default: never. */
  retry?: RetrySettings | undefined;
  /** How tools are searched for. */
  search?: SearchSettings | undefined;
  /**
   * Learns what the results of tools look like whose servers do not say it: names and types, never
   * values. Default true.
   */
  learnOutputs?: boolean | undefined;
  /** What OpenTelemetry spans say of executions, calls and searches. */
  telemetry?: TelemetrySettings | undefined;
}

/** An executor by its name, with the options that go with the name. */
export type NamedExecutorConfig = {
  [Name in keyof ExecutorOptionsByName]: {
    executor: Name;
    executorOptions?: ExecutorOptionsByName[Name] | undefined;
  };
}[keyof ExecutorOptionsByName];

/** The VM executor, which is meant where none is named. */
export interface DefaultExecutorConfig {
  executor?: undefined;
  executorOptions?: ExecutorOptionsByName["vm"] | undefined;
}

/** An executor by its class or the path of a module, with the options that its constructor takes. */
export interface ExecutorClassConfig {
  executor: CodeExecutorClass | ModulePath;
  executorOptions?: object | undefined;
}

/** An executor by a class whose constructor does not do without options. */
export interface ConfiguredExecutorClassConfig {
  executor: new (client: ExecutorHostOwner & never, executorOptions: never) => BaseCodeExecutor;
  executorOptions: object;
}

/**
 * An executor by package, instance or function. A package's options are typed once it extends
 * `ExecutorOptionsByName`, which importing it does.
 */
export interface CustomExecutorConfig {
  executor: (string & {}) | CodeExecutorFunction | BaseCodeExecutor;
  executorOptions?: undefined;
}

/** How code mode runs code. */
export type CodeModeConfig = CodeModeSettings &
  (
    | NamedExecutorConfig
    | DefaultExecutorConfig
    | ExecutorClassConfig
    | ConfiguredExecutorClassConfig
    | CustomExecutorConfig
  );
