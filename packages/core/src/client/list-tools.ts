import type { JsonSchema, ToolDefinition } from "../contract/tool.js";
import { listPages, type PageSource } from "./list-pages.js";

const ANY_OBJECT: JsonSchema = { type: "object" };

/**
 * Reads a server's list of tools to its end. One broken tool does not take the others down: what can
 * be mended is, with a warning.
 *
 * @throws Error for an answer that is no list of tools.
 */
export async function listTools(source: PageSource): Promise<ToolDefinition[]> {
  const tools = new Map<string, ToolDefinition>();
  for (const value of await listPages("tools", source)) {
    const tool = readTool(value, source.warn);
    if (tool === undefined) continue;
    if (tools.has(tool.name)) source.warn(`lists the tool "${tool.name}" more than once`);
    else tools.set(tool.name, tool);
  }
  return [...tools.values()];
}

function readTool(value: unknown, warn: PageSource["warn"]): ToolDefinition | undefined {
  if (!isObject(value) || typeof value["name"] !== "string" || value["name"] === "") {
    warn("lists a tool without a name; it is left out");
    return undefined;
  }
  const { name, title, description, inputSchema, outputSchema, annotations } = value;
  // One that cannot be told would take the answers of every search with it.
  const schemaOf = (schema: unknown): JsonSchema | undefined => {
    if (!isObject(schema)) return undefined;
    if (isJson(schema)) return schema;
    warn(
      `gives the tool "${name}" a schema that is nested too deeply, or is no JSON; it is left out`,
    );
    return undefined;
  };
  if (!isObject(inputSchema))
    warn(`gives the tool "${name}" no input schema; it may take anything`);
  return {
    ...value,
    name,
    title: typeof title === "string" ? title : undefined,
    description: typeof description === "string" ? description : undefined,
    inputSchema: schemaOf(inputSchema) ?? ANY_OBJECT,
    outputSchema: schemaOf(outputSchema),
    annotations: isObject(annotations) ? annotations : undefined,
  };
}

function isJson(value: object): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
