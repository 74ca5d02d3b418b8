import { setTimeout as delay } from "node:timers/promises";
import {
  type ClientEvents,
  type CodeModeConfig,
  createToolServer,
  MCPClient,
} from "@toolweave/core";
import { afterEach } from "vitest";

export const EVENT_NAMES = [
  "executionStart",
  "executionEnd",
  "toolCallStart",
  "toolCallEnd",
  "log",
  "search",
] as const satisfies (keyof ClientEvents)[];

/** An event with its name. */
export type HeardEvent = { name: keyof ClientEvents } & Record<string, unknown>;

const clients: MCPClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A client that is closed after the test. */
export function closeLater(client: MCPClient): MCPClient {
  clients.push(client);
  return client;
}

/** A client with a server `shop`, and all that it tells. */
export function openShop(codeMode: CodeModeConfig = {}): {
  client: MCPClient;
  heard: HeardEvent[];
} {
  const inputSchema = { type: "object", properties: { id: { type: "string" } } };
  const answer = (text: string): { content: { type: string; text: string }[] } => ({
    content: [{ type: "text", text }],
  });
  const server = createToolServer("shop", [
    { name: "get-order", inputSchema, handler: async ({ id }) => answer(`order ${id}`) },
    { name: "slow", inputSchema, handler: async ({ id }) => delay(60, answer(`slow ${id}`)) },
    { name: "never", inputSchema, handler: () => new Promise(() => {}) },
    { name: "break", inputSchema, handler: () => ({ ...answer("broken"), isError: true }) },
  ]);
  const client = closeLater(new MCPClient({ mcpServers: { shop: { server } } }, { codeMode }));
  const heard: HeardEvent[] = [];
  for (const name of EVENT_NAMES) client.on(name, (event) => void heard.push({ name, ...event }));
  return { client, heard };
}

/** Those of one kind. */
export function eventsOf<Name extends keyof ClientEvents>(
  heard: readonly HeardEvent[],
  name: Name,
): ClientEvents[Name][] {
  return heard.filter((each) => each.name === name) as unknown as ClientEvents[Name][];
}

/** Code that logs, searches and calls a tool. */
export const BUSY_CODE = `
  console.log("looking");
  const { results } = await search_tools("order", "names");
  const order = await shop.get_order({ id: "7" });
  console.warn(order);
  return [order];
`;
