import { MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { ToWorker, WorkerSetup } from "./worker-messages.js";
import { WorkerRunner } from "./worker-runner.js";

// A worker thread always has one.
const port = parentPort as MessagePort;
// Deno's is none, and cannot be asked what has come.
const isPort = port instanceof MessagePort;
const runner = new WorkerRunner(workerData as WorkerSetup, {
  post: (message, transfer) => port.postMessage(message, transfer),
  take: isPort
    ? () => receiveMessageOnPort(port)?.message as readonly ToWorker[] | undefined
    : undefined,
});
port.on("message", (messages: readonly ToWorker[]) => runner.receive(messages));
