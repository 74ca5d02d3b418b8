import { isMainThread } from "node:worker_threads";
import { disarm } from "./disarm.js";
import { serveFrames } from "./process-frames.js";
import { serveMessages } from "./thread-messages.js";

// What a guest leaves unhandled is its own affair; the values are never looked at here.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});

if (isMainThread) serveFrames();
else serveMessages();
disarm();
