/** A namespace as the prompt lists it. */
export interface PromptNamespace {
  /** The identifier that stands in code. */
  readonly identifier: string;
  /** Left out of the list where it is not known yet. */
  readonly toolCount?: number | undefined;
  /** The tools' identifiers, which are listed as long as there is room. */
  readonly tools?: readonly string[] | undefined;
}

/**
 * Lists namespaces within a budget of tokens: all of them with their tools if there is room, then without
 * the tools of the largest, then the first of them.
 */
export function describeNamespaces(namespaces: readonly PromptNamespace[], tokens: number): string {
  const head = "## Servers\n\n";
  const plain = namespaces.map((namespace) => `- ${countOf(namespace)}`);
  const detailed = namespaces.map((namespace, place) => withTools(namespace, plain[place] ?? ""));
  const lines = [...plain];
  let used = estimateTokens(head) + sumOf(lines.map(estimateTokens));
  if (used > tokens) return head + firstOf(lines, tokens - estimateTokens(head)).join("\n");
  const byLength = detailed
    .map((line, place) => ({ line, place }))
    .sort((a, b) => a.line.length - b.line.length);
  for (const { line, place } of byLength) {
    const more = estimateTokens(line) - estimateTokens(lines[place] ?? "");
    if (used + more > tokens) break;
    lines[place] = line;
    used += more;
  }
  return head + lines.join("\n");
}

function countOf({ identifier, toolCount }: PromptNamespace): string {
  if (toolCount === undefined) return `\`${identifier}\``;
  return `\`${identifier}\`: ${toolCount} ${toolCount === 1 ? "tool" : "tools"}`;
}

function withTools({ tools = [] }: PromptNamespace, line: string): string {
  return tools.length === 0 ? line : `${line}: ${tools.join(", ")}`;
}

/** As many lines as there is room for, in tokens, and a line that tells of the rest. */
function firstOf(lines: readonly string[], room: number): string[] {
  const rest = (count: number): string => `- and ${count} more: \`__tool_namespaces\` lists them`;
  let used = estimateTokens(rest(lines.length));
  let fitting = 0;
  while (fitting < lines.length) {
    used += estimateTokens(lines[fitting] ?? "");
    if (used > room) break;
    fitting++;
  }
  return [...lines.slice(0, fitting), rest(lines.length - fitting)];
}

/** Rather too many than too few: a token for every line, sign, three digits and six letters. */
function estimateTokens(line: string): number {
  return 1 + (line.match(/\p{L}{1,6}|\d{1,3}|[^\p{L}\d\s]/gu)?.length ?? 0);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
