import { ToolweaveError } from "@toolweave/core/node";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** Milliseconds of `1500`, `500ms`, `30s` or `2m`. @throws ToolweaveError `USAGE_INVALID`. */
export function parseDuration(text: string): number {
  const [, amount = "", unit = "ms"] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? 1);
  if (amount !== "" && ms > 0) return ms;
  const problem = amount === "" ? "is no duration" : "is too short: it must be above 0";
  const message = `"${text}" ${problem}. Write milliseconds, or 500ms, 30s, 2m.`;
  throw new ToolweaveError("USAGE_INVALID", message);
}
