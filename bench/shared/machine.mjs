import { cpus, loadavg, totalmem } from "node:os";

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
  };
}

/** @param {Machine} machine */
export function machineLine({ date, cpu, cores, memoryGb, system, node, v8, load }) {
  const hardware = `${cpu}, ${cores} cores, ${memoryGb} GB, load ${load.toFixed(1)} before the run`;
  return `${date} UTC, ${hardware}, ${system}, Node.js ${node} (V8 ${v8})`;
}
