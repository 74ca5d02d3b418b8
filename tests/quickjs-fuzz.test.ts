import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const FUZZ = fileURLToPath(new URL("../bench/fuzz-quickjs.mjs", import.meta.url));

it("mutated messages and snapshots crash nothing in the QuickJS executor", async () => {
  const args = [FUZZ, "--count", "2000", "--seed", String(Date.now() % 1_000_000)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 110_000 });
  expect(stdout).toMatch(/messages of a guest: \d+ read, \d+ refused/);
  expect(stdout).toMatch(/messages to a guest: guests: \d+ /);
  expect(stdout).toMatch(/snapshots: .*\d+ refused/);
}, 120_000);
