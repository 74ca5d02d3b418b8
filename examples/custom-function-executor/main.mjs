/** An executor as one function: here it hands the code to a worker thread and knows no tools. */
import assert from "node:assert/strict";
import { Worker } from "node:worker_threads";
import { MCPClient } from "@toolweave/core";

const WORKER = `
  const { parentPort, workerData } = require("node:worker_threads");
  const AsyncFunction = (async () => {}).constructor;
  const logs = [];
  const console = { log: (...args) => logs.push(args.join(" ")) };
  new AsyncFunction("console", workerData)(console).then(
    (value) => parentPort.postMessage({ value, logs, error: null }),
    (error) => parentPort.postMessage({ value: null, logs, error: String(error) }),
  );
`;

const client = new MCPClient(
  { mcpServers: {} },
  {
    codeMode: {
      executor: async (code, timeout = 5_000) => {
        const started = performance.now();
        const outcome = await runInWorker(code, timeout);
        return {
          result: outcome.value,
          logs: outcome.logs,
          error: outcome.error,
          execution_time: (performance.now() - started) / 1000,
        };
      },
    },
  },
);

try {
  const good = await client.executeCode("console.log('adding'); return 20 + 22");
  console.log(good);
  assert.equal(good.result, 42);
  assert.deepEqual(good.logs, ["adding"]);

  const endless = await client.executeCode("while (true) {}", 200);
  console.log(endless);
  assert.match(String(endless.error), /timed out/);
} finally {
  await client.close();
}

/**
 * @param {string} code
 * @param {number} timeout milliseconds
 * @returns {Promise<{ value: unknown, logs: string[], error: string | null }>}
 */
function runInWorker(code, timeout) {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, { eval: true, workerData: code });
    const end = (
      /** @type {{ value: unknown, logs: string[], error: string | null }} */ outcome,
    ) => {
      clearTimeout(deadline);
      void worker.terminate();
      resolve(outcome);
    };
    const deadline = setTimeout(
      () => end({ value: null, logs: [], error: `timed out after ${timeout} ms` }),
      timeout,
    );
    worker.once("message", end);
    worker.once("error", (error) => end({ value: null, logs: [], error: error.message }));
  });
}
