import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/**
 * Resident memory of a process in bytes; `undefined` if it is gone or cannot be measured. Synchronous
 * where it can be, since the file below is made by the kernel when read, in some 20 µs.
 */
export function residentMemory(pid: number): number | undefined | Promise<number | undefined> {
  if (process.platform === "linux") return fromProc(pid);
  if (process.platform === "win32") return undefined;
  return fromPs(pid);
}

function fromProc(pid: number): number | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
    return Number.isFinite(pages) ? pages * PAGE_BYTES : undefined;
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, stdout) => {
      const kilobytes = Number(stdout);
      resolve(error === null && kilobytes > 0 ? kilobytes * 1024 : undefined);
    });
  });
}
