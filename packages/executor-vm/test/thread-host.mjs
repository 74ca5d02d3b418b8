/** A host program that runs code in threads of its own, one after the other, says what came of it, and waits. */
import { Worker } from "node:worker_threads";

const PROGRAM = `
  const { parentPort } = require("node:worker_threads");
  Promise.all([import("@toolweave/core"), import("@toolweave/executor-vm")]).then(async ([core]) => {
    const client = new core.MCPClient({}, { codeMode: { executor: "vm" } });
    parentPort.postMessage((await client.executeCode("return 1")).result);
    await client.close();
    process.exit();
  });
`;

const results = [];
for (let count = 0; count < 3; count++) {
  const worker = new Worker(PROGRAM, { eval: true });
  worker.on("message", (result) => results.push(result));
  await new Promise((resolve) => worker.once("exit", resolve));
}
console.log(results.join());
process.stdin.resume();
