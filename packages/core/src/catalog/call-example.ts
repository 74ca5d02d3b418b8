import type { JsonSchema } from "../contract/tool.js";

const MAX_PROPERTIES = 12;

/** How a tool is called, from its input schema: `github.list_issues({ owner, repo, state? })`. */
export function callExample(expression: string, inputSchema: JsonSchema): string {
  const properties = inputSchema["properties"];
  if (typeof properties !== "object" || properties === null) return `${expression}({})`;
  const required = inputSchema["required"];
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const names = Object.keys(properties).sort(
    (a, b) => Number(isRequired(b)) - Number(isRequired(a)),
  );
  if (names.length === 0) return `${expression}()`;
  const shown = names.slice(0, MAX_PROPERTIES).map((name) => {
    const key = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
    return isRequired(name) ? key : `${key}?`;
  });
  if (names.length > MAX_PROPERTIES) shown.push("…");
  return `${expression}({ ${shown.join(", ")} })`;
}
