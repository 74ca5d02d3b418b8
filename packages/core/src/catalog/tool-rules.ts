import type { ToolInfo } from "../contract/executor-host.js";
import { nearestNames } from "../errors/nearest-names.js";
import { anyFormPattern, namePattern } from "./name-pattern.js";
import { possibleToolNames } from "./name-tools.js";

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

/** Of so many patterns that match nothing the nearest names are told: to seek them takes long. */
const MOST_ADVISED = 20;

/** The tools that the rules leave. Rules see identifiers as they are with no tool hidden. */
export function visibleTools(
  tools: readonly ToolInfo[],
  { allowedTools, disallowedTools = [] }: ToolRules,
): readonly ToolInfo[] {
  if (allowedTools === undefined && disallowedTools.length === 0) return tools;
  const allowed = allowedTools?.map(namePattern);
  const disallowed = disallowedTools.map(anyFormPattern);
  return tools.filter(
    (tool) =>
      (allowed === undefined || isNamed(presentNames(tool), allowed)) &&
      !isNamed(restrictedNames(tool), disallowed),
  );
}

/** Warnings of patterns that match nothing: a misspelt one hides too much, or too little. */
export function idleRules(tools: readonly ToolInfo[], rules: ToolRules): string[] {
  const { allowedTools = [], disallowedTools = [] } = rules;
  // Names are made once, and not for each pattern: there may be thousands of both.
  const present = tools.map(presentNames);
  const restricted = disallowedTools.length === 0 ? [] : tools.map(restrictedNames);
  const idle = [
    ...allowedTools
      .filter((pattern) => isIdle(namePattern(pattern), present))
      .map((pattern) => ({ key: "allowedTools", pattern })),
    ...disallowedTools
      .filter((pattern) => isIdle(anyFormPattern(pattern), restricted))
      .map((pattern) => ({ key: "disallowedTools", pattern })),
  ];
  return idle.map(({ key, pattern }, i) => {
    const advice = i < MOST_ADVISED ? adviceFor(pattern, tools) : "";
    return `${key} has "${pattern}", which is no tool${advice}`;
  });
}

type Matches = (name: string) => boolean;

function isNamed(names: readonly string[], patterns: readonly Matches[]): boolean {
  return names.some((name) => patterns.some((matches) => matches(name)));
}

function isIdle(matches: Matches, names: readonly (readonly string[])[]): boolean {
  return !names.some((own) => own.some(matches));
}

function presentNames({ name, identifier }: ToolInfo): readonly string[] {
  return name === identifier ? [name] : [name, identifier];
}

/** A server that adds or removes a tool changes the identifier of another, which must not become visible by that. */
function restrictedNames({ name, identifier }: ToolInfo): readonly string[] {
  return [...new Set([identifier, ...possibleToolNames(name)])];
}

function adviceFor(pattern: string, tools: readonly ToolInfo[]): string {
  const nearest = nearestNames(
    pattern,
    tools.map(({ name }) => name),
  );
  return nearest.length === 0 ? "" : `: did you mean ${nearest.join(" or ")}?`;
}
