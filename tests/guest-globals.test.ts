import { createToolServer, MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";

it("no server's name takes the place of a global of the guest", async () => {
  const plain = new MCPClient({ mcpServers: {} }, { codeMode: true });
  const { result } = await plain.executeCode("return Object.getOwnPropertyNames(globalThis)");
  await plain.close();
  const globals = result as string[];
  expect(globals).toContain("structuredClone");

  const tool = { name: "ping", inputSchema: { type: "object" }, handler: () => ({ content: [] }) };
  const mcpServers = Object.fromEntries(
    globals.map((name) => [name, { server: createToolServer(name, [tool]) }]),
  );
  const client = new MCPClient({ mcpServers }, { codeMode: true });
  const { result: outcome, error } = await client.executeCode(`
    const values = await Promise.all(__tool_namespaces.map((name) => globalThis[name].ping()));
    return [__tool_namespaces, values.length, typeof Promise.all, new URL("http://a/b").pathname];
  `);
  await client.close();
  expect(error).toBeNull();
  const [namespaces, ...rest] = outcome as [string[], ...unknown[]];
  expect(rest).toEqual([globals.length, "function", "/b"]);
  expect(namespaces.filter((name) => globals.includes(name))).toEqual([]);
});
