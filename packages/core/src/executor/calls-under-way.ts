import type { ToolCallRecord } from "../contract/execution.js";
import type { ExecutionGate, NamespaceManifest } from "../contract/executor-host.js";

/** The calls that have not been answered, as they look in code; `undefined` if there are none. */
export function callsUnderWay(
  gate: Pick<ExecutionGate, "records" | "namespaces">,
): string | undefined {
  const pending = gate.records().filter(({ status }) => status === "pending");
  const names = [...new Set(pending.map((record) => nameInCode(record, gate.namespaces)))];
  if (names.length === 0) return undefined;
  return `${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`;
}

/** Records know a tool by its raw name alone. */
function nameInCode(
  { server, namespace, tool }: ToolCallRecord,
  namespaces: readonly NamespaceManifest[],
): string {
  const manifest = namespaces.find((candidate) => candidate.server === server);
  const tools: (string | [string, string])[] = JSON.parse(manifest?.tools ?? "[]");
  const renamed = tools.find((entry) => Array.isArray(entry) && entry[0] === tool);
  return `${namespace}.${renamed?.[1] ?? tool}`;
}
