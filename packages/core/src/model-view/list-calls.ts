import { callExpression } from "../catalog/call-expression.js";
import type { ToolCallRecord } from "../contract/execution.js";

/** Errors after which nobody knows what the server did. */
const UNCERTAIN: ReadonlySet<string | undefined> = new Set([
  "TOOL_TIMEOUT",
  "TOOL_CALL_CANCELLED",
  "SERVER_UNAVAILABLE",
  "SESSION_CLOSED",
]);
const MAX_TOOLS = 12;
const MAX_RANGES = 8;

/**
 * What a failed execution did before it failed, so that a model which tries again does not do it twice.
 * `undefined` if nothing was done. Calls that were not sent are not told.
 */
export function listCalls(records: readonly ToolCallRecord[]): string | undefined {
  const done = records.filter(({ status }) => status === "ok");
  const uncertain = records.filter(isUncertain);
  const failed = records.filter(({ error_code }) => error_code === "TOOL_FAILED");
  if (done.length + uncertain.length === 0) return undefined;
  const groups: [calls: readonly ToolCallRecord[], what: string][] = [
    [done, "completed before the failure"],
    [failed, "failed"],
    [uncertain, "got no answer and may have taken effect"],
  ];
  const sentences = groups
    .filter(([calls]) => calls.length > 0)
    .map(([calls, what]) => `${plural(calls.length, "call")} ${what}: ${byTool(calls, records)}.`);
  return `${sentences.join(" ")} Do not repeat what is done.`;
}

function isUncertain({ status, error_code, unsent }: ToolCallRecord): boolean {
  if (unsent === true) return false;
  if (status === "error") return UNCERTAIN.has(error_code);
  return status === "cancelled" || status === "pending";
}

/** `github.create_issue ×2 (calls 1, 3 of 4), slack.post`: the numbers tell how far a loop got. */
function byTool(some: readonly ToolCallRecord[], all: readonly ToolCallRecord[]): string {
  const wanted = new Set(some);
  const tools = new Map(some.map((call) => [nameOf(call), { numbers: [] as number[], calls: 0 }]));
  for (const call of all) {
    const tool = tools.get(nameOf(call));
    if (tool === undefined) continue;
    tool.calls++;
    if (wanted.has(call)) tool.numbers.push(tool.calls);
  }
  const listed = [...tools].slice(0, MAX_TOOLS).map(([name, { numbers, calls }]) => {
    const times = numbers.length === 1 ? "" : ` ×${numbers.length}`;
    if (numbers.length === calls) return name + times;
    const which = numbers.length === 1 ? "call" : "calls";
    return `${name}${times} (${which} ${ranges(numbers)} of ${calls})`;
  });
  const more = tools.size - listed.length;
  return listed.join(", ") + (more === 0 ? "" : ` and ${plural(more, "more tool")}`);
}

/** `1–5, 7` */
function ranges(numbers: readonly number[]): string {
  const found: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const range = found.at(-1);
    if (range?.last === number - 1) range.last = number;
    else found.push({ first: number, last: number });
  }
  const texts = found
    .slice(0, MAX_RANGES)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
  return texts.join(", ") + (found.length > MAX_RANGES ? ", …" : "");
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function nameOf({ namespace, tool }: ToolCallRecord): string {
  return callExpression(namespace, tool);
}
