import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("../scripts/write-reference.mjs", import.meta.url));
const EXPECTED = new URL("../scripts/expected-failures.mjs", import.meta.url);
const README = new URL("../README.md", import.meta.url);

it("docs/cli.md is what the commands say of themselves", async () => {
  const { stderr } = await promisify(execFile)(process.execPath, [SCRIPT, "--check"]);
  expect(stderr).toBe("");
});

it("the README lists every scenario of the conformance suite that serve does not pass, with the reason", async () => {
  const module = (await import(EXPECTED.href)) as { EXPECTED_FAILURES: Record<string, string> };
  const rows = readFileSync(README, "utf8")
    .split("\n")
    .map((line) => /^\| (`.*`) \| (.*) \|$/.exec(line))
    .filter((row) => row !== null)
    .flatMap(([, scenarios = "", reason = ""]) =>
      scenarios.split(", ").map((scenario) => [scenario.slice(1, -1), reason]),
    );
  expect(Object.fromEntries(rows)).toEqual(module.EXPECTED_FAILURES);
});
