import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import { checkKeys, wrongOption } from "../errors/check-keys.js";
import type { ErrorCode } from "../errors/error-code.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** Which tools are meant; without a list, all. */
export interface ToolSelection {
  /** Servers, by configured name or by namespace. */
  servers?: readonly string[] | undefined;
  /** Tools, by name, by identifier, or as they are called: `github.list_issues`. */
  tools?: readonly string[] | undefined;
}

const PLACE = "The selection given to getTypeDeclarations";

/** @throws ToolweaveError `CONFIG_INVALID`, naming the place: a text would be taken for a list of its letters. */
export function checkSelection(selection: ToolSelection): void {
  checkKeys(PLACE, selection, ["servers", "tools"] satisfies (keyof ToolSelection)[]);
  for (const key of ["servers", "tools"] as const) {
    const names: unknown = selection[key];
    if (names === undefined) continue;
    if (Array.isArray(names) && names.every((name) => typeof name === "string")) continue;
    throw wrongOption(`${PLACE}: ${key}`, "must be an array of texts");
  }
}

/**
 * The namespaces that a selection leaves, each with the tools that it leaves.
 *
 * @throws ToolweaveError `SERVER_UNKNOWN`, `TOOL_UNKNOWN`, for a name that selects nothing.
 */
export function selectTools(
  namespaces: readonly CatalogNamespace[],
  { servers, tools }: ToolSelection,
): CatalogNamespace[] {
  const chosen = servers === undefined ? [...namespaces] : chooseServers(namespaces, servers);
  if (tools === undefined) return chosen;
  for (const name of tools) {
    if (!chosen.some((namespace) => namespace.tools.some(isNamed(namespace, name)))) {
      const known = chosen.flatMap(({ tools }) => tools.flatMap(namesOf));
      throw unknown("TOOL_UNKNOWN", "tool", name, known, { tool: name });
    }
  }
  return chosen
    .map((namespace) => {
      const isChosen = (tool: ToolInfo): boolean =>
        tools.some((name) => isNamed(namespace, name)(tool));
      return { ...namespace, tools: namespace.tools.filter(isChosen) };
    })
    .filter((namespace) => namespace.tools.length > 0);
}

function chooseServers(
  namespaces: readonly CatalogNamespace[],
  names: readonly string[],
): CatalogNamespace[] {
  const chosen = names.map((name) => {
    const found =
      namespaces.find(({ serverName }) => serverName === name) ??
      namespaces.find(({ identifier }) => identifier === name);
    if (found !== undefined) return found;
    const known = namespaces.map(({ serverName }) => serverName);
    throw unknown("SERVER_UNKNOWN", "connected server", name, known, { server: name });
  });
  return [...new Set(chosen)];
}

function isNamed({ identifier }: CatalogNamespace, name: string): (tool: ToolInfo) => boolean {
  return (tool) => namesOf(tool).includes(name) || `${identifier}.${tool.identifier}` === name;
}

function namesOf({ name, identifier }: ToolInfo): string[] {
  return name === identifier ? [name] : [name, identifier];
}

function unknown(
  code: ErrorCode,
  kind: string,
  name: string,
  known: readonly string[],
  details: Readonly<Record<string, string>>,
): ToolweaveError {
  const nearest = nearestNames(name, new Set(known));
  const advice =
    nearest.length > 0
      ? `Did you mean ${nearest.join(" or ")}?`
      : `There are ${known.length}: ${known.slice(0, 20).join(", ") || "none"}${known.length > 20 ? ", …" : ""}.`;
  return new ToolweaveError(code, `There is no ${kind} "${name}". ${advice}`, { details });
}
