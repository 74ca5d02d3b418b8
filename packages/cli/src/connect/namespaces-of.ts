import type { ExecutionGate, MCPClient } from "@toolweave/core";
import type { PromptNamespace } from "@toolweave/prompts";

/** The namespaces as code sees them; of a server that is not up yet, nothing but the name is known. */
export function namespacesOf(client: MCPClient): PromptNamespace[] {
  const failed = client.getFailedServers();
  return namespacesNow(client)
    .filter(({ server, connected }) => connected || failed[server] === undefined)
    .map(({ identifier, tools, connected }) => {
      if (!connected) return { identifier };
      const names = (JSON.parse(tools) as (string | [string, string])[]).map((name) =>
        typeof name === "string" ? name : name[1],
      );
      return { identifier, toolCount: names.length, tools: names };
    });
}

/** Names of the servers whose tools code has been given, also of one that has ended since. */
export function serversInCode(client: MCPClient): string[] {
  return namespacesNow(client).flatMap(({ server, connected }) => (connected ? [server] : []));
}

function namespacesNow(client: MCPClient): ExecutionGate["namespaces"] {
  const gate = client.executorHost.openGate({});
  gate.close();
  return gate.namespaces;
}
