import { internalBinding } from "./node-internals.js";

type Hook = (...args: unknown[]) => unknown;

/**
 * What Node runs in the midst of a guest's code, when it reads `error.stack` or evaluates `import()`.
 * Node's own functions for that would give the guest what they throw or return, objects of the realm
 * that has `process`; a stack overflow within them is enough. These are functions of the guest's realm.
 */
export interface GuestHooks {
  /** `(global, error, callSites) => string` */
  readonly formatStack: Hook;
  /** Gives a rejected promise. */
  readonly refuseImport: Hook;
  /** `(promise, reason?) => void`: see the guest's `RejectionWatch`. It runs none of the model's code. */
  readonly onRejection?: Hook;
}

type SetHook = (hook: Hook) => void;

const setFormatStack = setter("errors", "setPrepareStackTraceCallback");
const setImport = setter("module_wrap", "setImportModuleDynamicallyCallback");
let current: GuestHooks | undefined;

/** To be called before anything of the guest runs. */
export function useGuestHooks(hooks: GuestHooks): void {
  if (hooks === current) return;
  current = hooks;
  setFormatStack(hooks.formatStack);
  setImport(hooks.refuseImport);
}

/** Of the guest that runs; what others left behind means nothing to it. */
export function tellRejection(promise: unknown, reason?: unknown): void {
  current?.onRejection?.(promise, reason);
}

/** A guest must not run where its realm cannot be closed. */
function setter(binding: string, name: string): SetHook {
  const set = internalBinding(binding)?.[name];
  if (typeof set !== "function") {
    throw new Error(
      `this version of Node (${process.version}) has no ${name}: it cannot host guests`,
    );
  }
  return set as SetHook;
}
