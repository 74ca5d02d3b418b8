import { PROMPTS } from "@toolweave/prompts";
import type { ExecuteOptions, ExecutionResult } from "../contract/execution.js";
import type { ToolDefinition, ToolResult } from "../contract/tool.js";
import type { SearchDetailLevel, ToolSearchResponse } from "../contract/tool-search.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { CodeMode } from "./code-mode.js";

/** The name of the in-process MCP session that offers the two tools. */
export const CODE_MODE_SESSION = "code_mode";

/** Arguments of the tool `execute_code`. */
export interface ExecuteCodeArguments {
  code: string;
  /** Milliseconds; it can only shorten the configured timeout. */
  timeout?: number | undefined;
}

/** Arguments of the tool `search_tools`. */
export interface SearchToolsArguments {
  query?: string | undefined;
  detail_level?: SearchDetailLevel | undefined;
}

/** One of the two tools, ready to be offered to a model by any means. */
export interface ConnectorTool extends ToolDefinition {
  call(args: Record<string, unknown>, options?: ExecuteOptions): Promise<ToolResult>;
}

const DETAIL_LEVELS: readonly string[] = [
  "names",
  "descriptions",
  "full",
] satisfies SearchDetailLevel[];

/** The two tools a model in code mode has, as plain functions and as MCP tools. */
export class CodeModeConnector {
  readonly #codeMode: CodeMode;
  readonly tools: readonly ConnectorTool[];

  constructor(codeMode: CodeMode) {
    this.#codeMode = codeMode;
    this.tools = [
      {
        ...EXECUTE_CODE,
        call: async (args, options) => {
          const { code, timeout } = checkExecuteArguments(args);
          const {
            tool_calls: _,
            error_details: __,
            ...envelope
          } = await this.executeCode({ code, timeout }, options);
          return answer({ ...envelope, result: envelope.result ?? null }, envelope.error !== null);
        },
      },
      {
        ...SEARCH_TOOLS,
        call: async (args) => answer(await this.searchTools(checkSearchArguments(args)), false),
      },
    ];
  }

  /** Runs code. A timeout that a model asks for never raises the configured one. */
  async executeCode(
    { code, timeout }: ExecuteCodeArguments,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    const configured = (await this.#codeMode.executor()).defaultTimeoutMs;
    const lowered =
      timeout === undefined ? undefined : Math.min(timeout, configured ?? Number.POSITIVE_INFINITY);
    return this.#codeMode.execute(code, lowered, options);
  }

  /** Finds tools. */
  searchTools({ query, detail_level }: SearchToolsArguments = {}): Promise<ToolSearchResponse> {
    return this.#codeMode.searchTools(query, detail_level);
  }
}

const EXECUTE_CODE: ToolDefinition = {
  name: "execute_code",
  title: "Execute code",
  description: PROMPTS.EXECUTE_CODE_TOOL,
  inputSchema: {
    type: "object",
    properties: {
      code: {
        type: "string",
        description: "JavaScript or TypeScript, run as an async function body",
      },
      timeout: { type: "number", description: "Milliseconds; can only shorten the default" },
    },
    required: ["code"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
};

const SEARCH_TOOLS: ToolDefinition = {
  name: "search_tools",
  title: "Search tools",
  description: PROMPTS.SEARCH_TOOLS_TOOL,
  inputSchema: {
    type: "object",
    properties: {
      query: { type: "string", description: "Words to look for; empty lists every tool" },
      detail_level: { type: "string", enum: DETAIL_LEVELS, default: "full" },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
};

function answer(envelope: object, isError: boolean): ToolResult {
  return { content: [{ type: "text", text: JSON.stringify(envelope, null, 2) }], isError };
}

function checkExecuteArguments({ code, timeout }: Record<string, unknown>): ExecuteCodeArguments {
  if (typeof code !== "string") throw invalid(`code must be a string, not ${typeof code}`);
  if (timeout === undefined || timeout === null) return { code };
  if (typeof timeout === "number" && timeout > 0) return { code, timeout };
  throw invalid(`timeout must be a number of milliseconds above 0, not ${JSON.stringify(timeout)}`);
}

function checkSearchArguments(args: Record<string, unknown>): SearchToolsArguments {
  const { query = "", detail_level = "full" } = args;
  if (typeof query !== "string") throw invalid(`query must be a string, not ${typeof query}`);
  if (!DETAIL_LEVELS.includes(detail_level as string)) {
    throw invalid(`detail_level must be one of ${DETAIL_LEVELS.join(", ")}`);
  }
  return { query, detail_level: detail_level as SearchDetailLevel };
}

function invalid(message: string): ToolweaveError {
  return new ToolweaveError("TOOL_ARGUMENTS_INVALID", message);
}
