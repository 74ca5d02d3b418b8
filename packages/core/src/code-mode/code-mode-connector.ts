import { PROMPTS } from "@toolweave/prompts";
import type { ExecuteCodeOptions, ExecuteOptions, ExecutionResult } from "../contract/execution.js";
import type { ToolDefinition, ToolResult } from "../contract/tool.js";
import type { ToolSearchOptions, ToolSearchResponse } from "../contract/tool-search.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { DETAIL_LEVELS } from "../search/search-request.js";
import type { CodeMode } from "./code-mode.js";
import { showSearch } from "./show-search.js";

/** The name of the in-process MCP session that offers the two tools. */
export const CODE_MODE_SESSION = "code_mode";

/** A model that searches waits no longer for servers: a client gives up long before one that hangs does. */
const LONGEST_WAIT_MS = 10_000;

/** Arguments of the tool `execute_code`. */
export interface ExecuteCodeArguments {
  code: string;
  /** Milliseconds; it can only shorten the configured timeout. */
  timeout?: number | undefined;
}

/** Arguments of the tool `search_tools`. */
export type SearchToolsArguments = ToolSearchOptions;

/** One of the two tools, ready to be offered to a model by any means. */
export interface ConnectorTool extends ToolDefinition {
  call(args: Record<string, unknown>, options?: ExecuteOptions): Promise<ToolResult>;
}

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
          const execution = await this.executeCode({ code, timeout }, options);
          return this.showExecution(execution);
        },
      },
      {
        ...SEARCH_TOOLS,
        call: async (args) => this.#showSearch(await this.searchTools(args), args),
      },
    ];
  }

  /** Runs code. A timeout that a model asks for never raises the configured one. */
  async executeCode(
    { code, timeout }: ExecuteCodeArguments,
    options?: ExecuteOptions & Pick<ExecuteCodeOptions, "executionId">,
  ): Promise<ExecutionResult> {
    const configured = (await this.#codeMode.executor()).defaultTimeoutMs;
    const lowered =
      timeout === undefined ? undefined : Math.min(timeout, configured ?? Number.POSITIVE_INFINITY);
    return this.#codeMode.execute(code, { ...options, timeout: lowered });
  }

  /** What a model is shown of an execution: within the output budget, what is cut recallable. */
  async showExecution(execution: ExecutionResult): Promise<ToolResult> {
    const { offersRecall: recallable } = await this.#codeMode.executor();
    const content = this.#codeMode.modelView.show(execution, { recallable });
    return { content, isError: execution.error !== null };
  }

  /** True if nested calls may need approval and the policy has no `approve` to ask. */
  get needsApprover(): boolean {
    return this.#codeMode.needsApprover;
  }

  /** Finds tools, of servers that are slow to come up only if they are there in time. */
  searchTools(options: SearchToolsArguments = {}): Promise<ToolSearchResponse> {
    return this.#codeMode.searchTools(options, undefined, LONGEST_WAIT_MS);
  }

  /** What a model is shown of a search: within the output budget. */
  #showSearch(response: ToolSearchResponse, options: SearchToolsArguments): ToolResult {
    const text = showSearch(response, options, this.#codeMode.modelView.budget);
    return { content: [{ type: "text", text }], isError: false };
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
      server: { type: "string", description: "Only tools of this server" },
      limit: { type: "integer", minimum: 1, description: "Most results; 10 with a query" },
      offset: { type: "integer", minimum: 0, description: "Results to skip" },
    },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
};

const EXECUTE_ARGUMENTS: readonly string[] = [
  "code",
  "timeout",
] satisfies (keyof ExecuteCodeArguments)[];

/** A misspelt argument would go without saying, as `timeoutMs`, which would not shorten anything. */
function checkExecuteArguments(args: Record<string, unknown>): ExecuteCodeArguments {
  const { code, timeout } = args;
  const unknown = Object.keys(args).find((name) => !EXECUTE_ARGUMENTS.includes(name));
  if (unknown !== undefined) {
    const [nearest] = nearestNames(unknown, EXECUTE_ARGUMENTS, 1);
    const advice = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
    const known = EXECUTE_ARGUMENTS.join(" and ");
    throw invalid(
      `"${unknown.slice(0, 80)}" is no argument of execute_code.${advice} Its arguments are ${known}.`,
    );
  }
  if (typeof code !== "string") throw invalid(`code must be a string, not ${typeof code}`);
  if (timeout === undefined || timeout === null) return { code };
  if (typeof timeout === "number" && timeout > 0) return { code, timeout };
  throw invalid(`timeout must be a number of milliseconds above 0, not ${JSON.stringify(timeout)}`);
}

function invalid(message: string): ToolweaveError {
  return new ToolweaveError("TOOL_ARGUMENTS_INVALID", message);
}
