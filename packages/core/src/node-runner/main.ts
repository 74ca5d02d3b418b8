import { isMainThread } from "node:worker_threads";
import { NODE_RUNNER_TEXT } from "../protocol/node-runner-flags.js";
import { disarm } from "./disarm.js";
import { tellRejection } from "./guest-hooks.js";
import { serveFrames } from "./process-frames.js";
import { serveTextFrames } from "./text-frames.js";
import { serveMessages } from "./thread-messages.js";

// What a guest leaves unhandled is its own affair; the values are never looked at here.
process.on("unhandledRejection", (reason, promise) => tellRejection(promise, reason));
process.on("rejectionHandled", (promise) => tellRejection(promise));
process.on("uncaughtException", () => {});

const [, transport, runtime = ""] = process.argv;
if (!isMainThread) serveMessages();
else if (transport === NODE_RUNNER_TEXT) serveTextFrames(runtime);
else serveFrames();
disarm();
