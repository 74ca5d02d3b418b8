import { MCPClient, type MCPClientOptions, type ServerConfig } from "@toolweave/core";
import { afterEach } from "vitest";

const opened: MCPClient[] = [];

/** A client in code mode that is closed after the test. */
export function open(
  mcpServers: Record<string, ServerConfig>,
  codeMode: MCPClientOptions["codeMode"] = true,
): MCPClient {
  const client = new MCPClient({ mcpServers }, { codeMode });
  opened.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
});
