import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("stand-in-process.mjs", import.meta.url));

/** @typedef {{ apiKey: string, apiUrl: string, sandboxUrl: string }} Connection */

/**
 * @typedef {object} Service
 * @property {Connection} connection
 * @property {(delayMs: number) => Promise<void>} delay the one-way delay from now on, in both directions
 * @property {() => Promise<void>} close
 */

/** Starts the stand-in. @returns {Promise<Service>} */
export async function startService() {
  const child = fork(SCRIPT, { execArgv: [] });
  const [{ connection }] = await once(child, "message");
  return {
    connection,
    async delay(delayMs) {
      const told = once(child, "message");
      child.send({ delayMs });
      await told;
    },
    async close() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
