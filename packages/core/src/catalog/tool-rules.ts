import type { ToolInfo } from "../contract/executor-host.js";
import { nearestNames } from "../errors/nearest-names.js";
import { namePattern } from "./name-pattern.js";
import { plainToolName } from "./name-tools.js";

/** Which of a server's tools code sees. */
export interface ToolRules {
  /**
   * The tools that code sees; all others are hidden. By name or identifier, with `*` for any number of
   * characters. Default: all.
   */
  allowedTools?: string[] | undefined;
  /** Tools that are hidden, even if `allowedTools` names them. */
  disallowedTools?: string[] | undefined;
}

/** The tools that the rules leave. Rules see identifiers as they are with no tool hidden. */
export function visibleTools(
  tools: readonly ToolInfo[],
  { allowedTools, disallowedTools = [] }: ToolRules,
): readonly ToolInfo[] {
  if (allowedTools === undefined && disallowedTools.length === 0) return tools;
  const isAllowed = allowedTools === undefined ? () => true : anyOf(allowedTools);
  const isDisallowed = anyOf(disallowedTools, restrictedNames);
  return tools.filter((tool) => isAllowed(tool) && !isDisallowed(tool));
}

/** Warnings of patterns that match nothing: a misspelt one hides too much, or too little. */
export function idleRules(tools: readonly ToolInfo[], rules: ToolRules): string[] {
  const { allowedTools = [], disallowedTools = [] } = rules;
  return [
    ...allowedTools.map((pattern) => ({ key: "allowedTools", pattern, namesOf })),
    ...disallowedTools.map((pattern) => ({
      key: "disallowedTools",
      pattern,
      namesOf: restrictedNames,
    })),
  ]
    .filter(({ pattern, namesOf }) => !tools.some(anyOf([pattern], namesOf)))
    .map(
      ({ key, pattern }) => `${key} has "${pattern}", which is no tool${adviceFor(pattern, tools)}`,
    );
}

type NamesOf = (tool: ToolInfo) => readonly string[];

function anyOf(patterns: readonly string[], names: NamesOf = namesOf): (tool: ToolInfo) => boolean {
  const tests = patterns.map(namePattern);
  return (tool) => names(tool).some((name) => tests.some((matches) => matches(name)));
}

function namesOf({ name, identifier }: ToolInfo): readonly string[] {
  return [name, identifier];
}

/** A server that adds a tool takes the plain identifier from another, which must not become visible by that. */
function restrictedNames(tool: ToolInfo): readonly string[] {
  return [...namesOf(tool), plainToolName(tool.name)];
}

function adviceFor(pattern: string, tools: readonly ToolInfo[]): string {
  const nearest = nearestNames(
    pattern,
    tools.map(({ name }) => name),
  );
  return nearest.length === 0 ? "" : `: did you mean ${nearest.join(" or ")}?`;
}
