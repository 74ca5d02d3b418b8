/** A host program for the tests of lifetime: prints the ids of its child processes, then ends as told. */
import { execFileSync } from "node:child_process";
import { MCPClient } from "@toolweave/core";
import "@toolweave/executor-vm";

const [mode, isolation = "process"] = process.argv.slice(2);
const client = new MCPClient(
  { mcpServers: {} },
  { codeMode: { executor: "vm", executorOptions: { isolation } } },
);
await client.executeCode("return 1");
if (mode === "memory") {
  const code = "const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));";
  console.log((await client.executeCode(code)).error_details?.code);
  process.exit();
}
const spinning = mode === "spin" ? client.executeCode("while (true) {}") : undefined;
const pids = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
  .split("\n")
  .map((line) => line.trim().split(/\s+/, 3))
  .filter(([, parent, command]) => Number(parent) === process.pid && command !== "ps")
  .map(([pid]) => pid);
console.log(pids.join(","));

switch (mode) {
  case "throw":
    throw new Error("on purpose");
  case "exit":
    process.exit(0);
    break;
  case "wait":
    setInterval(() => {}, 1_000);
    break;
  case "close":
    await client.close();
    console.log("closed");
    break;
}
await spinning;
