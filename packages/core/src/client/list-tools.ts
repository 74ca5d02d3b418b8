import type { JsonSchema, ToolDefinition } from "../contract/tool.js";

/** Servers that page for ever are cut off here. */
const MAX_PAGES = 1_000;

const ANY_OBJECT: JsonSchema = { type: "object" };

/** Where the pages come from, and where oddities go that are borne. */
export interface ToolSource {
  /** One answer to `tools/list`, as the server sent it. */
  page(cursor: string | undefined): Promise<Readonly<Record<string, unknown>>>;
  warn(warning: string): void;
}

/**
 * Reads a server's list of tools to its end. One broken tool does not take the others down: what can
 * be mended is, with a warning.
 *
 * @throws Error for an answer that is no list of tools.
 */
export async function listTools({ page, warn }: ToolSource): Promise<ToolDefinition[]> {
  const tools = new Map<string, ToolDefinition>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  do {
    const { tools: listed, nextCursor } = await page(cursor);
    if (!Array.isArray(listed)) throw new Error("its answer has no array of tools");
    for (const value of listed) {
      const tool = readTool(value, warn);
      if (tool === undefined) continue;
      if (tools.has(tool.name)) warn(`lists the tool "${tool.name}" more than once`);
      else tools.set(tool.name, tool);
    }
    // Some servers end with an empty cursor, or with null, instead of none.
    cursor = typeof nextCursor === "string" && nextCursor !== "" ? nextCursor : undefined;
    if (cursor === undefined) break;
    if (cursors.has(cursor) || cursors.size >= MAX_PAGES - 1) {
      warn("pages its list of tools without end; the rest is left out");
      break;
    }
    cursors.add(cursor);
  } while (cursor !== undefined);
  return [...tools.values()];
}

function readTool(value: unknown, warn: ToolSource["warn"]): ToolDefinition | undefined {
  if (!isObject(value) || typeof value["name"] !== "string" || value["name"] === "") {
    warn("lists a tool without a name; it is left out");
    return undefined;
  }
  const { name, title, description, inputSchema, outputSchema, annotations } = value;
  if (!isObject(inputSchema))
    warn(`gives the tool "${name}" no input schema; it may take anything`);
  return {
    ...value,
    name,
    title: typeof title === "string" ? title : undefined,
    description: typeof description === "string" ? description : undefined,
    inputSchema: isObject(inputSchema) ? inputSchema : ANY_OBJECT,
    outputSchema: isObject(outputSchema) ? outputSchema : undefined,
    annotations: isObject(annotations) ? annotations : undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
