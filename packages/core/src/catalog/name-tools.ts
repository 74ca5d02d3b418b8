import type { ToolInfo } from "../contract/executor-host.js";
import type { ToolDefinition } from "../contract/tool.js";
import { RESERVED_MEMBERS } from "./guest-names.js";
import { assignIdentifiers, possibleIdentifiers } from "./identifiers.js";

/** A server's tools with their identifiers. Of two tools of one name the first stays. */
export function nameTools(definitions: readonly ToolDefinition[]): ToolInfo[] {
  const identifiers = assignIdentifiers(
    definitions.map(({ name }) => name),
    RESERVED_MEMBERS,
  );
  const named = new Map<string, ToolInfo>();
  for (const definition of definitions) {
    const { name } = definition;
    if (named.has(name)) continue;
    named.set(name, { ...definition, identifier: identifiers.get(name) ?? name });
  }
  return [...named.values()];
}

/** The names that a tool may go by, whatever other tools its server has. */
export function possibleToolNames(tool: string): string[] {
  return [tool, tool.normalize("NFC"), ...possibleIdentifiers(tool, RESERVED_MEMBERS)];
}
