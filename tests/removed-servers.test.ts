/** What code hears of a server that is removed while it runs. */
import { createToolServer, type MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const answer = { content: [{ type: "text", text: "done" }] };
const echo = (name: string) =>
  createToolServer(name, [
    { name: "echo", inputSchema: { type: "object" }, handler: () => answer },
  ]);

it.each([
  ["a call", "await my_server.echo()"],
  ["a request", "await my_server.$resources.list()"],
])(
  "%s says that the server is removed, whoever has looked at the servers since",
  async (_, code) => {
    const remove = async () => {
      await client.removeServer("my-server");
      // Another execution brings the catalog up to date.
      await client.executeCode("return 1");
      return answer;
    };
    const control = createToolServer("control", [
      { name: "remove", inputSchema: { type: "object" }, handler: remove },
    ]);
    const client: MCPClient = open({
      "my-server": { server: echo("my-server") },
      control: { server: control },
    });
    const { error, tool_calls } = await client.executeCode(`await control.remove(); ${code}`);
    expect(error).toContain('There is no server "my-server". Known: control.');
    expect(tool_calls?.at(-1)).toMatchObject({
      server: "my-server",
      namespace: "my_server",
      error_code: "SERVER_UNKNOWN",
      unsent: true,
    });
  },
);
