import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Inbox } from "./inbox.js";
import type { WorkerSetup } from "./worker-messages.js";
import { WorkerRunner } from "./worker-runner.js";

const port = parentPort as MessagePort;
const inbox = new Inbox(port);
const runner = new WorkerRunner(workerData as WorkerSetup, inbox, (message, transfer = []) =>
  port.postMessage(message, transfer),
);
inbox.open((message) => runner.handle(message));
