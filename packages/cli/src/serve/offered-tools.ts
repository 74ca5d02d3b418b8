import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import type { ConnectorTool, JsonSchema } from "@toolweave/core";
import type { PromptNamespace } from "@toolweave/prompts";

/** Characters for the list of servers in a description: many clients do not show instructions to models. */
const MAX_SERVERS = 600;

const OUTPUTS: Readonly<Record<string, JsonSchema>> = {
  execute_code: {
    type: "object",
    properties: {
      result: {},
      logs: {},
      error: { type: ["string", "null"] },
      execution_time: { type: "number" },
    },
  },
  search_tools: {
    type: "object",
    properties: { meta: { type: "object" }, results: { type: "array" } },
    required: ["meta", "results"],
  },
};

/** The two tools as `tools/list` gives them. */
export function offeredTools(
  tools: readonly ConnectorTool[],
  namespaces: readonly PromptNamespace[],
): Tool[] {
  return tools.map(({ call: _, ...tool }) => ({
    ...tool,
    description: descriptionOf(tool.name, tool.description ?? "", namespaces),
    outputSchema: OUTPUTS[tool.name],
  })) as Tool[];
}

function descriptionOf(
  name: string,
  description: string,
  namespaces: readonly PromptNamespace[],
): string {
  if (name !== "search_tools" || namespaces.length === 0) return description;
  return `${description} Servers: ${listOf(namespaces)}.`;
}

function listOf(namespaces: readonly PromptNamespace[]): string {
  const names = namespaces.map(({ identifier, toolCount }) =>
    toolCount === undefined ? identifier : `${identifier} (${toolCount})`,
  );
  const fitting: string[] = [];
  let length = 0;
  for (const name of names) {
    length += name.length + 2;
    if (length > MAX_SERVERS) break;
    fitting.push(name);
  }
  const rest = names.length - fitting.length;
  return `${fitting.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
