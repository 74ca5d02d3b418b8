import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { MCPClient } from "@toolweave/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "../src/index.js";

let folder: string;
let path: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "toolweave-path-"));
  path = process.env["PATH"];
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true });
});

async function outcome(execPath: string): Promise<unknown> {
  const client = new MCPClient(
    { mcpServers: {} },
    { codeMode: { executor: "vm", executorOptions: { execPath } } },
  );
  const { result, error } = await client.executeCode("return 6 * 7");
  await client.close();
  return error ?? result;
}

describe("a program for sandbox processes that is given by its name", () => {
  it("is the first of PATH that can be run", async () => {
    const [used, program] = [join(folder, "used"), "sandbox-node"];
    const folders = ["a", "b", "c"].map((name) => join(folder, name));
    for (const each of folders) mkdirSync(each);
    const [unfit, plain, fit] = folders.map((each) => join(each, program)) as [
      string,
      string,
      string,
    ];
    mkdirSync(unfit);
    writeFileSync(plain, "");
    writeFileSync(fit, `#!/bin/sh\n: > ${used}\nexec ${process.execPath} "$@"\n`);
    chmodSync(fit, 0o755);
    process.env["PATH"] = folders.join(delimiter);
    expect(await outcome(program)).toBe(42);
    expect(existsSync(used)).toBe(true);
  });

  it("is named where there is none, with what to do", async () => {
    expect(await outcome("no-such-node")).toBe(
      "No sandbox could be started. The sandbox process ended unexpectedly (there is no program " +
        "no-such-node. Install Node.js so that PATH has its node, or give its path as " +
        "executorOptions.execPath)",
    );
  });
});
