import { describe, expect, it } from "vitest";
import { demoServer, project } from "./support/project.js";
import { serveStdio } from "./support/serve.js";

describe("the progress of toolweave serve", () => {
  it("goes on while code is silent, so that a client which waits for it does not give up", async () => {
    const { client } = await serveStdio(project({ mcpServers: { demo: demoServer() } }));
    const heard: string[] = [];
    const code = "await demo.wait({ ms: 11000 }); return 1";
    const params = { name: "execute_code", arguments: { code } };
    const result = await client.callTool(params, undefined, {
      onprogress: ({ message = "" }) => void heard.push(message),
      resetTimeoutOnProgress: true,
      timeout: 8_000,
    });
    expect(result.structuredContent).toMatchObject({ result: 1 });
    expect(heard.filter((line) => /^still at work after \d+ s$/.test(line))).toHaveLength(2);
  });
});
