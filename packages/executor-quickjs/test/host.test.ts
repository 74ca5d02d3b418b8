import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const HOST = fileURLToPath(new URL("fixtures/host.mjs", import.meta.url));

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
