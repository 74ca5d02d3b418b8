/** The executors that are part of this package, and how they are loaded. */
const OWN: Readonly<Record<string, () => Promise<unknown>>> = {
  quickjs: () => import("@toolweave/executor-quickjs"),
  vm: () => import("@toolweave/executor-vm"),
};

/** True for an executor that is never missing. */
export function isOwn(executor: string): boolean {
  return Object.hasOwn(OWN, executor);
}

/** Core sees only what it depends on, which these are not; importing them makes them known to it. */
export async function loadOwn(executor: string): Promise<void> {
  if (isOwn(executor)) await OWN[executor]?.();
}
