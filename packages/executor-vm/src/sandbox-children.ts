import { type ChildProcess, spawn } from "node:child_process";
import { clearTimeout, setTimeout } from "node:timers";

/**
 * Keeps a list of process ids and kills them when its input ends, which it does when this process is
 * gone, in whatever way. Signals of the terminal do not concern it.
 */
const REAPER = `
trap '' INT TERM HUP
pids=' '
while read -r op pid; do
  case $op in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -9 "$pid"; done 2>/dev/null
`;

/** The live sandbox processes of this process. */
const children = new Set<ChildProcess>();
let reaper: ChildProcess | undefined;
let leaving: Promise<void> = Promise.resolve();
/** It has only to read to its input's end. */
const MOST_LEAVING_MS = 1_000;

/**
 * Ties the life of a sandbox process to this one's: it ends with it even if this process is killed
 * while the guest spins in a loop that notices nothing. Under Windows the system does this by itself.
 */
export function adoptChild(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (children.size === 0) process.on("exit", killAll);
  children.add(child);
  if (reaper === undefined) startReaper();
  else reaper.stdin?.write(`+ ${child.pid}\n`);
}

/** To be called when the process is gone: its id may soon be another's. */
export function releaseChild(child: ChildProcess): void {
  if (!children.delete(child)) return;
  reaper?.stdin?.write(`- ${child.pid}\n`);
  if (children.size > 0) return;
  process.off("exit", killAll);
  if (reaper !== undefined) dismiss(reaper);
  reaper = undefined;
}

/** Resolves when the shell that kept the list is gone, if there is nothing left to keep. */
export function reaperGone(): Promise<void> {
  return leaving;
}

/**
 * What ends after the thread that started it stays in the system's table of processes until the host ends:
 * so the thread waits, for a moment at most.
 */
function dismiss(last: ChildProcess): void {
  leaving = new Promise((resolve) => {
    const late = setTimeout(() => {
      last.unref();
      resolve();
    }, MOST_LEAVING_MS);
    for (const end of ["exit", "error"]) {
      last.once(end, () => {
        clearTimeout(late);
        resolve();
      });
    }
  });
  last.ref();
  last.stdin?.end();
}

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

/**
 * Where there is no shell, sandbox processes still end with their input, unless they spin. One that could
 * not be started is tried again for the next sandbox process, and one that was killed replaced at once.
 */
function startReaper(): void {
  if (process.platform === "win32") return;
  const started = spawn("/bin/sh", ["-c", REAPER], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: {},
  });
  reaper = started;
  started.on("error", () => forget(started));
  started.on("exit", (_, signal) => {
    if (forget(started) && signal !== null) startReaper();
  });
  started.stdin?.on("error", () => {});
  for (const { pid } of children) started.stdin?.write(`+ ${pid}\n`);
  started.unref();
  (started.stdin as { unref?: () => void } | null)?.unref?.();
}

/** True if it was the one in use. */
function forget(gone: ChildProcess): boolean {
  if (reaper !== gone) return false;
  reaper = undefined;
  return true;
}
