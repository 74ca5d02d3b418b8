/**
 * Every stable error code. Messages may change between versions, codes do not; docs/errors.md says
 * what causes each and what to do about it.
 */
export type ErrorCode =
  // Configuration and servers
  | "CONFIG_INVALID"
  | "CONFIG_FILE_UNREADABLE"
  | "CONFIG_VARIABLE_MISSING"
  | "SERVER_UNKNOWN"
  | "SERVER_EXISTS"
  | "SERVER_UNAVAILABLE"
  | "SESSION_CLOSED"
  | "CLIENT_CLOSED"
  // Code mode and executors
  | "CODE_MODE_DISABLED"
  | "EXECUTOR_NOT_FOUND"
  | "EXECUTOR_INVALID"
  | "EXECUTOR_UNBOUND"
  | "EXECUTOR_CLOSED"
  | "SANDBOX_START_FAILED"
  | "SANDBOX_DIED"
  | "SANDBOX_PAUSE_FAILED"
  | "VM_POOL_EXHAUSTED"
  | "E2B_POOL_EXHAUSTED"
  | "QUICKJS_POOL_EXHAUSTED"
  | "SNAPSHOT_NOT_QUIET"
  | "SNAPSHOT_INVALID"
  // One execution
  | "CODE_INVALID"
  | "CODE_THREW"
  | "EXECUTION_TIMEOUT"
  | "EXECUTION_ABORTED"
  | "MEMORY_LIMIT"
  | "STACK_LIMIT"
  | "RESULT_TOO_LARGE"
  | "CONTENT_LIMIT"
  | "PROTOCOL_VIOLATION"
  // Nested tool calls
  | "TOOL_UNKNOWN"
  | "TOOL_ARGUMENTS_INVALID"
  | "TOOL_FAILED"
  | "TOOL_TIMEOUT"
  | "TOOL_CALL_CANCELLED"
  | "TOOL_CALL_LIMIT"
  | "POLICY_DENIED"
  | "CAPABILITY_MISSING"
  // Values that were cut
  | "RECALL_UNKNOWN"
  | "RECALL_LIMIT"
  // Agents
  | "MODEL_NO_ANSWER"
  | "ANSWER_INVALID"
  | "APPROVAL_PENDING"
  | "REPLAY_DIVERGED"
  | "AGENT_CLOSED"
  // The command line
  | "USAGE_INVALID"
  | "CONFIG_NOT_FOUND"
  | "LISTEN_FAILED"
  | "LOGIN_FAILED";
