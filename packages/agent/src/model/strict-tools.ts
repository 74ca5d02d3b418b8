import type { DynamicStructuredTool } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";
import { modelType, ownModel } from "./model-type.js";
import { shownTool } from "./shown-tool.js";

type Request = Parameters<NonNullable<AgentMiddleware["wrapModelCall"]>>[0];
type Schema = Readonly<Record<string, unknown>>;

/** Models, by what they say their type is, whose provider takes only some schemas of tools that are strict: OpenAI. */
const TYPES = ["openai", "azure_openai"];

/**
 * The request with these tools as OpenAI takes them where it holds a model to their schemas, which ChatOpenAI wants of
 * all tools as soon as an answer has to fit a schema: every argument is required, and `null` stands for one left out.
 *
 * @param own tools that take `null` so.
 */
export async function withStrictTools(
  request: Request,
  own: readonly DynamicStructuredTool[],
): Promise<Request> {
  const model = await ownModel(request.model);
  if (!TYPES.includes(modelType(model)) || !mayBeStrict(request, model)) return request;
  const tools = request.tools.map((tool) => {
    const found = own.find((each) => each === tool);
    return found === undefined ? tool : shownTool(found, strictSchema(found.schema as Schema));
  });
  return { ...request, tools };
}

function mayBeStrict({ responseFormat, modelSettings }: Request, model: unknown): boolean {
  const { supportsStrictToolCalling } = model as { supportsStrictToolCalling?: boolean };
  const { strict = supportsStrictToolCalling } = (modelSettings ?? {}) as { strict?: boolean };
  return strict ?? responseFormat !== undefined;
}

function strictSchema(schema: Schema): Schema {
  const { required = [] } = schema as { required?: readonly string[] };
  const properties = Object.entries(schema["properties"] as Readonly<Record<string, Schema>>);
  const all = properties.map(([name, { default: _, ...argument }]) => {
    return [name, required.includes(name) ? argument : orNull(argument)] as const;
  });
  return { ...schema, properties: Object.fromEntries(all), required: all.map(([name]) => name) };
}

function orNull(argument: Schema): Schema {
  const { type, enum: values } = argument as { type: string; enum?: readonly unknown[] };
  return {
    ...argument,
    type: [type, "null"],
    ...(values !== undefined && { enum: [...values, null] }),
  };
}
