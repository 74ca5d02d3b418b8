import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";

/**
 * Calls over a bare socket to a process of the machine: less than any WebSocket can take, since it has
 * neither frames nor masks, a handshake, a proxy or a guest.
 */
const CALLER = `
const net = require("node:net");
const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  const waiting = new Map();
  let n = 0;
  const echo = () => new Promise((resolve) => {
    waiting.set(++n, resolve);
    socket.write(JSON.stringify({ id: n }) + "\\n");
  });
  require("node:readline").createInterface({ input: socket }).on("line", async (line) => {
    const message = JSON.parse(line);
    if (message.reply) return waiting.get(message.reply)();
    const started = performance.now();
    if (message.parallel) await Promise.all(Array.from({ length: message.count }, echo));
    else for (let i = 0; i < message.count; i++) await echo();
    socket.write(JSON.stringify({ ms: performance.now() - started }) + "\\n");
  });
}).listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/**
 * @typedef {object} OpenSocket
 * @property {(job: { count: number, parallel: boolean, delayMs: number }) => Promise<number>} callMs
 * @property {() => void} close
 */

/** @returns {Promise<OpenSocket>} */
export async function openSocket() {
  const child = spawn(process.execPath, ["-e", CALLER], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const socket = connect(Number(port), "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  let delay = 0;
  /** @param {() => void} act */
  const later = (act) => (delay === 0 ? act() : setTimeout(act, delay));
  /** @type {(ms: number) => void} */
  let finish = () => {};
  createInterface({ input: socket }).on("line", (line) => {
    later(() => {
      const { id, ms } = JSON.parse(line);
      if (ms !== undefined) finish(ms);
      else later(() => socket.write(`${JSON.stringify({ reply: id, value: { n: id } })}\n`));
    });
  });
  return {
    callMs({ count, parallel, delayMs }) {
      delay = delayMs;
      return new Promise((resolve) => {
        finish = resolve;
        socket.write(`${JSON.stringify({ count, parallel })}\n`);
      });
    },
    close() {
      socket.destroy();
      child.kill();
    },
  };
}
