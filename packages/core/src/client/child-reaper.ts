import { spawn } from "node:child_process";
import { onExit } from "signal-exit";
import { OWN_GROUP, signalGroup } from "./process-group.js";

const KILL_AFTER_SECONDS = 2;

/** Servers that must not outlive this process when it ends without closing its clients. */
const children = new Set<number>();
let stopListening: (() => void) | undefined;

/** Ends a server's process group when this process ends, until the function it returns is called. */
export function reapOnExit(pid: number): () => void {
  children.add(pid);
  stopListening ??= onExit(reap);
  return () => {
    children.delete(pid);
    if (children.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
}

function reap(): void {
  for (const pid of children) signalGroup(pid, "SIGTERM");
  if (OWN_GROUP) killLater([...children]);
}

/** This process cannot wait to see whether they obey: a shell that outlives it does. */
function killLater(pids: readonly number[]): void {
  const groups = pids.map((pid) => `-${pid}`).join(" ");
  const script = `sleep ${KILL_AFTER_SECONDS}; kill -s KILL -- ${groups}`;
  const shell = spawn("/bin/sh", ["-c", script], { detached: true, stdio: "ignore" });
  shell.on("error", () => {});
  shell.unref();
}
