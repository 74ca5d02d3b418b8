import { spawnSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { median } from "./statistics.mjs";

/** Before this process has made any load of its own. */
const [LOAD_AT_START = 0] = loadavg();

/**
 * @typedef {object} Machine
 * @property {string} date
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryGb
 * @property {string} system
 * @property {string} node
 * @property {string} v8
 * @property {number} load of the last minute before the run: what others did to the machine
 * @property {number} nodeStartMs what a Node process takes that does nothing: by it machines compare
 */

/** @returns {Machine} */
export function describeMachine() {
  const all = cpus();
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    load: LOAD_AT_START,
    nodeStartMs: median(Array.from({ length: 9 }, startNode)),
  };
}

/** @returns {number} milliseconds */
function startNode() {
  const start = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - start;
}

/** @param {Machine} machine */
export function machineLine(machine) {
  const { date, cpu, cores, memoryGb, system, node, v8, load, nodeStartMs } = machine;
  const hardware = `${cpu}, ${cores} cores, ${memoryGb} GB, load ${load.toFixed(1)} before the run`;
  const speed = `\`node -e 0\` in ${nodeStartMs.toFixed(0)} ms`;
  return `${date} UTC, ${hardware}, ${system}, ${speed}, Node.js ${node} (V8 ${v8})`;
}
