import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * @typedef {object} ProcessMemory
 * @property {number} rss bytes that are resident
 * @property {number | undefined} pss the same, with pages shared among processes counted in parts
 */

/** False where there is no `/proc` to read: everywhere but on Linux. */
export const MEMORY_IS_READABLE = process.platform === "linux";

/** The processes this one has started that run Node.js, and nothing else, such as a shell. @returns {number[]} */
export function nodeChildren() {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === process.pid)
    .filter((pid) => programOf(pid) === programOf(process.pid));
}

/** @param {number} pid @returns {ProcessMemory | undefined} `undefined` for a process that is gone */
export function memoryOf(pid) {
  const status = read(`/proc/${pid}/status`);
  const rss = kilobytes(status, "VmRSS");
  if (rss === undefined) return undefined;
  return { rss, pss: kilobytes(read(`/proc/${pid}/smaps_rollup`), "Pss") };
}

/** @param {number} pid */
function parentOf(pid) {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
}

/** @param {number} pid */
function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

/** @param {string} text @param {string} name */
function kilobytes(text, name) {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * 1024;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
