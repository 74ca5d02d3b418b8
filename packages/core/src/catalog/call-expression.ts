/** The exact expression by which code reaches a tool: `github.list_issues`. */
export function callExpression(namespace: string, toolIdentifier: string): string {
  return `${namespace}.${toolIdentifier}`;
}
