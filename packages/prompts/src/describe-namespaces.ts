/** A namespace as the prompt lists it. */
export interface PromptNamespace {
  /** The identifier that stands in code. */
  readonly identifier: string;
  readonly toolCount: number;
  /** The tools' identifiers, which are listed as long as there is room. */
  readonly tools?: readonly string[] | undefined;
}

/** Fewer than any tokenizer needs for a token of an identifier, so that the estimate is on the safe side. */
const CHARACTERS_PER_TOKEN = 3;

/**
 * Lists namespaces within a budget of tokens: all of them with their tools if there is room, then without
 * the tools of the largest, then the first of them.
 */
export function describeNamespaces(namespaces: readonly PromptNamespace[], tokens: number): string {
  const room = tokens * CHARACTERS_PER_TOKEN;
  const head = "## Servers\n\n";
  const plain = namespaces.map((namespace) => `- ${countOf(namespace)}`);
  const detailed = namespaces.map((namespace, place) => withTools(namespace, plain[place] ?? ""));
  const lines = [...plain];
  let used = head.length + lines.reduce((sum, line) => sum + line.length + 1, 0);
  if (used > room) return head + firstOf(lines, room - head.length).join("\n");
  const byLength = detailed
    .map((line, place) => ({ line, place }))
    .sort((a, b) => a.line.length - b.line.length);
  for (const { line, place } of byLength) {
    const more = line.length - (lines[place] ?? "").length;
    if (used + more > room) break;
    lines[place] = line;
    used += more;
  }
  return head + lines.join("\n");
}

function countOf({ identifier, toolCount }: PromptNamespace): string {
  return `\`${identifier}\`: ${toolCount} ${toolCount === 1 ? "tool" : "tools"}`;
}

function withTools({ tools = [] }: PromptNamespace, line: string): string {
  return tools.length === 0 ? line : `${line}: ${tools.join(", ")}`;
}

/** As many lines as fit, and a line that tells of the rest. */
function firstOf(lines: readonly string[], room: number): string[] {
  const rest = (count: number): string => `- and ${count} more: \`__tool_namespaces\` lists them`;
  let used = rest(lines.length).length;
  let fitting = 0;
  while (fitting < lines.length) {
    used += (lines[fitting] ?? "").length + 1;
    if (used > room) break;
    fitting++;
  }
  return [...lines.slice(0, fitting), rest(lines.length - fitting)];
}
