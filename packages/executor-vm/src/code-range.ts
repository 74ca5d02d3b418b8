import { readFileSync } from "node:fs";

const MEBIBYTE = 1024 * 1024;
/** Where it cannot be seen: what it comes to where there is one. */
const UNSEEN_MB = 512;
const MAPPING = /^([0-9a-f]+)-([0-9a-f]+) rwxp /gm;

/**
 * Mebibytes of address space that V8 sets aside for machine code, writable and executable at once: some
 * lines of Node do, 24 among them. The kernel counts them as data, though they hold nothing. What holds
 * for this process holds for one that runs the same program. Linux only.
 */
export function codeRangeMb(): number {
  let largest = 0;
  let mappings: string;
  try {
    mappings = readFileSync("/proc/self/maps", "latin1");
  } catch {
    // Under Node's permission model a host may be kept from it.
    return hasCodeRange() ? UNSEEN_MB : 0;
  }
  for (const [, start = "", end = ""] of mappings.matchAll(MAPPING)) {
    largest = Math.max(largest, Number.parseInt(end, 16) - Number.parseInt(start, 16));
  }
  return Math.ceil(largest / MEBIBYTE);
}

function hasCodeRange(): boolean {
  return Number.parseInt(process.versions.node, 10) >= 23;
}
