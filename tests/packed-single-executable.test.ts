/** A program and all it imports as one executable, which runs the program whatever its arguments. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Consumer, Tarballs } from "./support/consumer.js";

const PROGRAM = `
import { MCPClient } from "@toolweave/core";
import "@toolweave/executor-vm";
import "@toolweave/executor-quickjs";

async function main() {
  const outcomes = [];
  for (const executor of ["vm", "quickjs"]) {
    const client = new MCPClient({}, { codeMode: { executor } });
    const { result, error } = await client.executeCode("const six: number = 6; return six * 7");
    outcomes.push(error ?? result);
    await client.close();
  }
  console.log(JSON.stringify(outcomes));
}
main();
`;

const BUILD = `
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { inject } from "postject";

await build({ entryPoints: ["program.mjs"], outfile: "program.cjs", bundle: true, platform: "node" });
const config = { main: "program.cjs", output: "program.blob", disableExperimentalSEAWarning: true };
writeFileSync("sea.json", JSON.stringify(config));
execFileSync(process.execPath, ["--experimental-sea-config", "sea.json"], { stdio: "ignore" });
const app = "./application.exe";
copyFileSync(process.execPath, app);
chmodSync(app, 0o755);
// It prints what it does, and this program is asked for JSON.
console.log = () => {};
await inject(app, "NODE_SEA_BLOB", readFileSync("program.blob"), {
  sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
  machoSegmentName: "NODE_SEA",
});
if (process.platform === "darwin") execFileSync("codesign", ["--force", "--sign", "-", app]);
process.stdout.write(execFileSync(app, { stdio: ["ignore", "pipe", "ignore"] }));
`;

let tarballs: Tarballs;
let consumer: Consumer;
beforeAll(async () => {
  tarballs = await Tarballs.pack();
  consumer = await tarballs.consumer({
    manager: "npm",
    packages: ["core", "executor-vm", "executor-quickjs"].map((name) => `@toolweave/${name}`),
    dependencies: { esbuild: "0.28.2", postject: "1.0.0-alpha.6" },
  });
  await consumer.write("program.mjs", PROGRAM);
  await consumer.write("build.mjs", BUILD);
}, 240_000);
afterAll(() => tarballs.remove());

it("code runs in a single executable application", async () => {
  expect(await consumer.run("build.mjs")).toEqual([42, 42]);
}, 120_000);
