import type { SearchDetailLevel, ToolSearchOptions } from "../contract/tool-search.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { leastToldAs } from "./told-score.js";

/** A search that has been checked. */
export interface SearchRequest {
  readonly query: string;
  readonly detailLevel: SearchDetailLevel;
  readonly server: string | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly minScore: number;
}

const DEFAULT_LIMIT = 10;

/** The levels of detail, from little to much. */
export const DETAIL_LEVELS: readonly SearchDetailLevel[] = ["names", "descriptions", "full"];

const OPTIONS: readonly (keyof ToolSearchOptions)[] = [
  "query",
  "detail_level",
  "server",
  "limit",
  "offset",
  "min_score",
];

/**
 * Checks a search in either form, words or an object of options, with the level of detail beside it or in
 * the object. A `null` counts as left out.
 *
 * @throws ToolweaveError `TOOL_ARGUMENTS_INVALID`, naming the option and what it takes.
 */
export function readSearchRequest(
  given?: string | ToolSearchOptions | null,
  detailLevel?: SearchDetailLevel,
): SearchRequest {
  const search = given ?? "";
  const options: Readonly<Record<string, unknown>> =
    typeof search === "string" ? { query: search } : checkNames(search as object);
  const query = textOption(options, "query") ?? "";
  const isListing = query.trim() === "";
  return {
    query: isListing ? "" : query,
    detailLevel: levelOf(options["detail_level"], detailLevel),
    server: textOption(options, "server"),
    limit:
      countOption(options, "limit", 1) ?? (isListing ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT),
    offset: countOption(options, "offset", 0) ?? 0,
    minScore: scoreOption(options["min_score"]),
  };
}

function checkNames(search: object): Record<string, unknown> {
  if (search === null || typeof search !== "object" || Array.isArray(search)) {
    throw invalid("query", "a string", search);
  }
  for (const name of Object.keys(search)) {
    if ((OPTIONS as readonly string[]).includes(name)) continue;
    const [nearest] = nearestNames(name, OPTIONS, 1);
    const advice = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
    throw new ToolweaveError(
      "TOOL_ARGUMENTS_INVALID",
      `"${name}" is no option of a tool search.${advice} Its options are ${OPTIONS.join(", ")}.`,
    );
  }
  return { ...search };
}

function textOption(
  options: Readonly<Record<string, unknown>>,
  name: "query" | "server",
): string | undefined {
  const value = options[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw invalid(name, "a string", value);
}

/** The level of detail, which may be among the options or beside them; in both places only as the same. */
function levelOf(option: unknown, beside: unknown): SearchDetailLevel {
  const inside = levelOption(option);
  const outside = levelOption(beside);
  if (inside === undefined || outside === undefined || inside === outside) {
    return inside ?? outside ?? "full";
  }
  throw new ToolweaveError(
    "TOOL_ARGUMENTS_INVALID",
    `In a tool search detail_level is "${inside}" among the options and "${outside}" beside them: give it once.`,
    { details: { option: "detail_level" } },
  );
}

function levelOption(value: unknown): SearchDetailLevel | undefined {
  if (value === undefined || value === null) return undefined;
  const level = DETAIL_LEVELS.find((known) => known === value);
  if (level !== undefined) return level;
  throw invalid("detail_level", `one of ${DETAIL_LEVELS.join(", ")}`, value);
}

function countOption(
  options: Readonly<Record<string, unknown>>,
  name: "limit" | "offset",
  least: number,
): number | undefined {
  const value = options[name] ?? undefined;
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw invalid(name, `a whole number of at least ${least}`, value);
}

function scoreOption(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number" && value >= 0 && value <= 1) return leastToldAs(value);
  throw invalid("min_score", "a number from 0 to 1", value);
}

function invalid(name: string, takes: string, value: unknown): ToolweaveError {
  const given = typeof value === "number" ? `the number ${value}` : describe(value);
  return new ToolweaveError(
    "TOOL_ARGUMENTS_INVALID",
    `In a tool search ${name} must be ${takes}, not ${given}.`,
    { details: { option: name } },
  );
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80));
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
