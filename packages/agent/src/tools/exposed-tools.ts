import { ToolMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import {
  type ContentBlock,
  createToolServer,
  type InProcessTool,
  type LiveServer,
  type ToolResult,
} from "@toolweave/core";
import { invalidOption } from "../options/check-options.js";
import { callFromCode } from "./call-from-code.js";
import { jsonOfOutput } from "./json-of-output.js";
import { callersJsonSchemaOf } from "./json-schema-of.js";

/** LangChain tools as an MCP server in this process, whose namespace code can call. */
export function exposedTools(name: string, tools: readonly StructuredToolInterface[]): LiveServer {
  return createToolServer(name, tools.map(exposedTool));
}

function exposedTool(tool: StructuredToolInterface): InProcessTool {
  const { name, description } = tool;
  return {
    name,
    description,
    inputSchema: inputSchemaOf(tool),
    handler: async (args, { signal }) => toolResult(await callFromCode(tool, args, signal)),
  };
}

function inputSchemaOf({ name, schema }: StructuredToolInterface): InProcessTool["inputSchema"] {
  try {
    return callersJsonSchemaOf(schema);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalidOption(
      "MCPAgent",
      `no JSON Schema can be made of the arguments of the additional tool "${name}" (${why})`,
    );
  }
}

function toolResult(output: unknown): ToolResult {
  if (ToolMessage.isInstance(output)) {
    // The tool has written the message for the model itself: what it says is the answer.
    return { ...toolResult(saidIn(output.content)), isError: output.status === "error" };
  }
  if (typeof output === "string") return { content: [{ type: "text", text: output }] };
  if (Array.isArray(output) && output.length > 0 && output.every(isBlock)) {
    return { content: output };
  }
  const json = jsonOfOutput(output);
  if (json === undefined || json === "null") return { content: [] };
  const value: unknown = JSON.parse(json);
  // Code would get a number or a boolean as its text, and `false` be taken for true.
  const structuredContent = Array.isArray(value) ? undefined : value;
  return { content: [{ type: "text", text: json }], structuredContent } as ToolResult;
}

/** The content of a message, with no more of its texts than what they say. */
function saidIn(content: ToolMessage["content"]): unknown {
  const isText = ({ type, text }: ContentBlock): boolean =>
    type === "text" && typeof text === "string";
  if (typeof content === "string" || !content.every(isText)) return content;
  return content.map(({ type, text }) => ({ type, text }));
}

/** True for a text of MCP's. What has more to tell is data, such as the field of a form, that has a type as well. */
function isBlock(value: unknown): value is ContentBlock {
  if (typeof value !== "object" || value === null) return false;
  const { type, text, annotations: _, _meta, ...others } = value as ContentBlock;
  return type === "text" && typeof text === "string" && Object.keys(others).length === 0;
}
