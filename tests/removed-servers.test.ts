/** What code hears of a server that is removed while it runs. */
import { createToolServer, type MCPClient, type ServerConfig } from "@toolweave/core";
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

/** A client whose server `s` is another one once `control.swap` was called. */
function openSwapped(second: ServerConfig, toolTimeoutMs?: number): MCPClient {
  const swap = async () => {
    await client.removeServer("s");
    client.addServer("s", second);
    return answer;
  };
  const control = createToolServer("control", [
    { name: "swap", inputSchema: { type: "object" }, handler: swap },
  ]);
  const client = open(
    { s: { server: echo("first") }, control: { server: control } },
    { limits: { toolTimeoutMs } },
  );
  return client;
}

it("a server that is removed and added again is there for the code that still runs", async () => {
  const { result, error } = await openSwapped({ server: echo("second") }).executeCode(
    `await s.echo();
    await control.swap();
    return Promise.all([s.echo(), s.echo(), s.$resources.list().catch((error) => error.code)]);`,
  );
  expect(error).toBeNull();
  expect(result).toEqual(["done", "done", "CAPABILITY_MISSING"]);
});

it("one that is added again and cannot be connected says why, and is not waited for beyond the time", async () => {
  const broken = openSwapped({ command: process.execPath, args: ["-e", "process.exit(3)"] });
  const { error } = await broken.executeCode("await control.swap(); await s.echo();");
  expect(error).toContain('The server "s" could not be connected');
  const hung = openSwapped({
    command: process.execPath,
    args: ["-e", "setInterval(() => {}, 99)"],
  });
  const late = await hung.executeCode("await control.swap(); await s.echo();", 1_500);
  expect(late.error_details?.code).toBe("EXECUTION_TIMEOUT");
  expect(late.execution_time).toBeLessThan(15);
  expect(late.tool_calls?.at(-1)).toMatchObject({ server: "s", status: "cancelled", unsent: true });
});

it("one that hangs is waited for no longer than a call may take", async () => {
  const hung = { command: process.execPath, args: ["-e", "setInterval(() => {}, 99)"] };
  const { result, execution_time } = await openSwapped(hung, 1_500).executeCode(
    "await control.swap(); return await s.echo().catch(({ code, message }) => [code, message])",
  );
  expect(result).toEqual(["SERVER_UNAVAILABLE", expect.stringContaining("still being connected")]);
  expect(execution_time).toBeLessThan(15);
});
