/** A JSON Schema document, as an MCP server sent it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** MCP tool annotations: hints of the server's author, not guarantees. */
export interface ToolAnnotations {
  readonly title?: string | undefined;
  readonly readOnlyHint?: boolean | undefined;
  readonly destructiveHint?: boolean | undefined;
  readonly idempotentHint?: boolean | undefined;
  readonly openWorldHint?: boolean | undefined;
}

/** A tool as its MCP server lists it (`tools/list`). */
export interface ToolDefinition {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema | undefined;
  readonly annotations?: ToolAnnotations | undefined;
}

/** An MCP content block: text, image, audio, resource, resource_link, or a kind yet unknown. */
export interface ContentBlock {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What an MCP server answers to `tools/call`. */
export interface ToolResult {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: Readonly<Record<string, unknown>> | undefined;
  readonly isError?: boolean | undefined;
}

/** Options of one tool call. */
export interface CallToolOptions {
  /** Cancels the request, at the server too (`notifications/cancelled`). */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds until the call fails with `TOOL_TIMEOUT`; progress starts them anew. Default: the
   * server's `requestTimeoutMs`. A tool that its server runs as a task has them for each answer about that
   * task; how long the task may take is for `signal` to say.
   */
  timeoutMs?: number | undefined;
  /** Receives the server's progress notifications. */
  onProgress?: ((progress: ToolProgress) => void) | undefined;
  /** Called when the request is handed to the server's connection: from then on it may take effect. */
  onSend?: (() => void) | undefined;
  /** `_meta` of the request, beside what the protocol itself puts there. */
  meta?: Readonly<Record<string, unknown>> | undefined;
}

/** One MCP progress notification. */
export interface ToolProgress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}
