import type { Sandbox, SandboxSpec } from "@toolweave/core";
import { prepareMessage, runMessage } from "@toolweave/core/node";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

/** As with a version of core that came out after this package was built. */
class WithNewerRuntime extends QuickJSCodeExecutor {
  protected override openSandbox({ guestRuntime, signal }: SandboxSpec): Promise<Sandbox> {
    return super.openSandbox({ guestRuntime: `/* newer */ ${guestRuntime}`, signal });
  }
}

const executor = new WithNewerRuntime();
afterAll(() => executor.cleanup());

it("a guest runtime that this package was not built with runs, with the web's APIs", async () => {
  const sandbox = await executor.open();
  const done = new Promise((resolve) => sandbox.onMessage(resolve));
  const limits = { maxLogBytes: 1e6, maxResultBytes: 1e6, maxContentBlocks: 10 };
  sandbox.post(prepareMessage({ namespaces: [], ...limits }));
  sandbox.post(runMessage('(async () => new URL("/b?c=1", "http://a").searchParams.get("c"))'));
  expect(JSON.parse((await done) as string)).toMatchObject({ type: "done", value: "1" });
});
