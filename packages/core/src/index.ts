export { codeModePrompt, PROMPTS } from "@toolweave/prompts";
export type { ExecutionLimits } from "./bridge/execution-limits.js";
export type { RetrySettings } from "./bridge/retry.js";
// Client
export type {
  InProcessContext,
  InProcessOffers,
  InProcessPrompts,
  InProcessResources,
} from "./client/in-process-offers.js";
export type { InProcessTool } from "./client/in-process-server.js";
export { createToolServer } from "./client/in-process-server.js";
export { MCPSession } from "./client/mcp-session.js";
export type { LiveServer, MCPClientConfig, ServerConfig } from "./client/server-config.js";
export type { CodeExecutorClass, CodeModeConfig } from "./code-mode/code-mode-config.js";
export type {
  ConnectorTool,
  ExecuteCodeArguments,
  SearchToolsArguments,
} from "./code-mode/code-mode-connector.js";
// Code mode
export { CodeModeConnector } from "./code-mode/code-mode-connector.js";
export type { MCPClientOptions } from "./code-mode/mcp-client-options.js";
export type { ToolSelection } from "./code-mode/select-tools.js";
// Results
export type { CallAnswer, CallSupervisor, SupervisedCall } from "./contract/call-supervisor.js";
export type {
  CodeExecutorFunction,
  ExecuteCodeOptions,
  ExecuteOptions,
  ExecutionErrorDetails,
  ExecutionResult,
  ExecutionScope,
  ToolCallRecord,
} from "./contract/execution.js";
export type { ExecutionPart } from "./contract/execution-part.js";
export type {
  ExecutorCapabilities,
  Sandbox,
  SandboxExit,
  SandboxSpec,
} from "./contract/executor.js";
export type {
  CatalogNamespace,
  ExecutionGate,
  ExecutorHost,
  ExecutorHostOwner,
  GateOptions,
  NamespaceManifest,
  ServerRequest,
  ToolCallRequest,
  ToolInfo,
  ToolNamespaceInfo,
} from "./contract/executor-host.js";
// With a star, because only so can executor packages extend these interfaces.
export type * from "./contract/executor-options.js";
export type {
  ApprovalAnswer,
  ApprovalRequest,
  ApproveFunction,
  PolicyAction,
  PolicyConditions,
  PolicyRule,
  ToolPolicy,
} from "./contract/policy.js";
export type { ServerMethod } from "./contract/server-method.js";
export type {
  Prompt,
  PromptArgument,
  PromptMessage,
  PromptResult,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "./contract/server-offers.js";
export type {
  CallToolOptions,
  ContentBlock,
  JsonSchema,
  ToolAnnotations,
  ToolDefinition,
  ToolProgress,
  ToolResult,
} from "./contract/tool.js";
export type {
  EmbeddingFunction,
  SearchDetailLevel,
  SearchToolsFunction,
  ToolSearchMeta,
  ToolSearchOptions,
  ToolSearchResponse,
  ToolSearchResult,
} from "./contract/tool-search.js";
// Errors
export type { ErrorCode } from "./errors/error-code.js";
export type { ErrorDetails, ToolweaveErrorOptions } from "./errors/toolweave-error.js";
export { ToolweaveError } from "./errors/toolweave-error.js";
// Executors
export { BaseCodeExecutor } from "./executor/base-code-executor.js";
export type { NamedExecutorClass } from "./executor/executor-registry.js";
export { registerExecutor } from "./executor/executor-registry.js";
export { FunctionCodeExecutor } from "./executor/function-code-executor.js";
export type { SandboxExecutorOptions } from "./executor/sandbox-executor.js";
export { SandboxExecutor } from "./executor/sandbox-executor.js";
export { MCPClient } from "./mcp-client.js";
// What a model is shown
export type { ModelViewSettings } from "./model-view/model-view-settings.js";
export type { RecallLimits } from "./model-view/recall-store.js";
// Observability
export type {
  ClientEventListener,
  ClientEvents,
  ExecutionEndEvent,
  ExecutionStartEvent,
  LogEvent,
  SearchEvent,
  ToolCallEvent,
} from "./observability/client-events.js";
export type { TelemetrySettings } from "./observability/telemetry-settings.js";
// Observed outputs
export type {
  ExportedObject,
  ExportedOutputs,
  ExportedShape,
  ExportedTool,
} from "./observed-outputs/exported-outputs.js";
// Tool search
export type { SearchSettings } from "./search/search-settings.js";
