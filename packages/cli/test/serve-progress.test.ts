import { describe, expect, it } from "vitest";
import { ProgressReporter } from "../lib/serve/progress-reporter.js";
import { demoServer, HELD, letGo, project } from "./support/project.js";
import { serveStdio } from "./support/serve.js";

describe("the progress of toolweave serve", () => {
  it("goes on while code is silent, so that a client which waits for it does not give up", async () => {
    const folder = project({ mcpServers: { demo: demoServer() } });
    const { client } = await serveStdio(folder);
    const heard: string[] = [];
    const code = `${HELD} return 1`;
    const params = { name: "execute_code", arguments: { code } };
    const result = await client.callTool(params, undefined, {
      onprogress: ({ message = "" }) => {
        if (/^still at work after \d+ s$/.test(message)) heard.push(message);
        if (heard.length === 2) letGo(folder);
      },
      resetTimeoutOnProgress: true,
      // Less than the ten seconds that pass until the second is heard.
      timeout: 9_500,
    });
    expect(result.structuredContent).toMatchObject({ result: 1 });
    expect(heard.length).toBeGreaterThanOrEqual(2);
  });

  it("of the last moment goes a moment before the result", async () => {
    const sent: number[] = [];
    const sendNotification = async (): Promise<void> => void sent.push(performance.now());
    const extra = { _meta: { progressToken: 1 }, sendNotification };
    const reporter = new ProgressReporter(extra as never);
    reporter.add("last");
    await reporter.end();
    const [at = 0, ...more] = sent;
    expect(more).toEqual([]);
    expect(performance.now() - at).toBeGreaterThan(8);
  });
});
