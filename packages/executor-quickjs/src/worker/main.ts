import { MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { ToWorker, WorkerSetup } from "./worker-messages.js";
import { WorkerRunner } from "./worker-runner.js";

const port = parentPort;
const runner = new WorkerRunner(workerData as WorkerSetup, {
  post: (message, transfer) => port?.postMessage(message, transfer),
  // In Deno it is none.
  ...(port instanceof MessagePort && {
    take: () => receiveMessageOnPort(port)?.message as readonly ToWorker[] | undefined,
  }),
});
port?.on("message", (messages: readonly ToWorker[]) => runner.receive(messages));
