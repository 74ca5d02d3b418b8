import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("../scripts/write-reference.mjs", import.meta.url));

it("docs/cli.md is what the commands say of themselves", async () => {
  const { stderr } = await promisify(execFile)(process.execPath, [SCRIPT, "--check"]);
  expect(stderr).toBe("");
});
