import { parentPort, workerData } from "node:worker_threads";
import type { ToWorker, WorkerSetup } from "./worker-messages.js";
import { WorkerRunner } from "./worker-runner.js";

const runner = new WorkerRunner(workerData as WorkerSetup, (message, transfer) =>
  parentPort?.postMessage(message, transfer),
);
parentPort?.on("message", (messages: readonly ToWorker[]) => runner.receive(messages));
