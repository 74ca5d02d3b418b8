// Agent
export type { AgentCallbacks, MCPAgentOptions, RunOptions } from "./agent-options.js";
// Approval
export type { ApprovalInterrupt, PendingApproval } from "./approval/approval-questions.js";
// Code mode for createAgent
export type { CodeModeEvent } from "./code-mode/code-mode-events.js";
export { isCodeModeEvent } from "./code-mode/code-mode-events.js";
export type { CodeModeMiddlewareOptions } from "./code-mode/code-mode-middleware.js";
export { codeModeMiddleware } from "./code-mode/code-mode-middleware.js";
export { createCodeModeTools } from "./code-mode/code-mode-tools.js";
export { MCPAgent } from "./mcp-agent.js";
// Models
export { abortableFetch } from "./model/abortable-fetch.js";
// Results and steps
export type {
  AgentResult,
  AgentUsage,
  AnsweredRun,
  RunAccount,
  UnansweredRun,
} from "./run/agent-result.js";
export type { AgentStep, ModelToolCall } from "./run/agent-step.js";
export type { PrettyOptions } from "./terminal/pretty-text.js";
export type { AnswerSchema } from "./tools/answer-schema.js";
