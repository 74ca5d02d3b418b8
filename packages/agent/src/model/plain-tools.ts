import type { DynamicStructuredTool } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";
import { ownModel } from "./model-type.js";
import { needsPlainSchemas, plainSchema } from "./plain-schema.js";
import { shownTool } from "./shown-tool.js";

type Request = Parameters<NonNullable<AgentMiddleware["wrapModelCall"]>>[0];

/** The request with these tools as Gemini takes them if it asks Gemini, which middleware may have chosen. */
export async function withPlainTools(
  request: Request,
  own: readonly DynamicStructuredTool[],
): Promise<Request> {
  const { model } = request;
  if (!needsPlainSchemas(model) && !needsPlainSchemas(await ownModel(model))) return request;
  const tools = request.tools.map((tool) => {
    const found = own.find((each) => each === tool);
    return found === undefined
      ? tool
      : shownTool(found, plainSchema(found.schema as Record<string, unknown>));
  });
  return { ...request, tools };
}
