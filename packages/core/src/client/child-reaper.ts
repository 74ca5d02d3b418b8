/** Child processes that must not outlive this one when it exits without closing its clients. */
const children = new Set<number>();

function reap(): void {
  for (const pid of children) {
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      // It is gone already.
    }
  }
}

export function rememberChild(pid: number): void {
  if (children.size === 0) process.on("exit", reap);
  children.add(pid);
}

export function forgetChild(pid: number): void {
  children.delete(pid);
  if (children.size === 0) process.off("exit", reap);
}
