import { execFile } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";

const PAGE_BYTES = 4096;
const scratch = Buffer.alloc(256);

/** Reads the resident memory of one process, as often as it is asked. */
export class ResidentMemory {
  readonly #pid: number;
  #file: number | undefined;
  #ended = false;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /**
   * In bytes; `undefined` if the process is gone or cannot be measured. Synchronous where it can be: the kernel
   * makes the file as it is read, in some 5 µs, where to open it takes 30.
   */
  read(): number | undefined | Promise<number | undefined> {
    if (this.#ended || process.platform === "win32") return undefined;
    return process.platform === "linux" ? this.#fromProc() : fromPs(this.#pid);
  }

  /** Lets go of the file. */
  end(): void {
    this.#ended = true;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #fromProc(): number | undefined {
    try {
      this.#file ??= openSync(`/proc/${this.#pid}/statm`, "r");
      const length = readSync(this.#file, scratch, 0, scratch.length, 0);
      const pages = Number(scratch.toString("latin1", 0, length).split(" ")[1]);
      return Number.isFinite(pages) ? pages * PAGE_BYTES : undefined;
    } catch {
      return undefined;
    }
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
