import { MCPClient, type MCPClientConfig, type MCPClientOptions } from "@toolweave/core";
import { afterEach } from "vitest";

const opened: MCPClient[] = [];

/** A client that is closed after the test. */
export function open(
  mcpServers: NonNullable<MCPClientConfig["mcpServers"]>,
  options: MCPClientOptions = {},
): MCPClient {
  return closeLater(new MCPClient({ mcpServers }, options));
}

export function closeLater(client: MCPClient): MCPClient {
  opened.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
});
