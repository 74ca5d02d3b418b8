import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const HOST = fileURLToPath(new URL("fixtures/host.mjs", import.meta.url));
const DENO_LIKE_HOST = fileURLToPath(new URL("fixtures/deno-like-host.mjs", import.meta.url));
const THROWING_HOST = fileURLToPath(new URL("fixtures/throwing-host.mjs", import.meta.url));

it.each(["idle", "spin", "wait"])(
  "a host that is done ends by itself, with a guest that is %s",
  async (mode) => {
    const started = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, [HOST, mode], {
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe("2");
    expect(performance.now() - started).toBeLessThan(15_000);
  },
);

it("a host runs code whose workers cannot ask their port what has come", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [DENO_LIKE_HOST], {
    timeout: 20_000,
  });
  expect(JSON.parse(stdout)).toEqual({ result: [190, 50], error: null });
});

it("listeners that throw cost their host no message, and not the end of its executor", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [THROWING_HOST], {
    timeout: 20_000,
  });
  expect(JSON.parse(stdout)).toEqual({ value: "done", uncaught: 201 });
});

it("a host under Node's permission model hears which permissions to give", async () => {
  const flag = "--permission";
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      process.allowedNodeEnvironmentFlags.has(flag) ? flag : "--experimental-permission",
      "--allow-fs-read=*",
      fileURLToPath(new URL("fixtures/refused-host.mjs", import.meta.url)),
    ],
    { timeout: 20_000 },
  );
  const { error, failed } = JSON.parse(stdout);
  expect(error).toContain("--allow-worker");
  expect(failed).toContain("--allow-child-process");
});
