const scope = globalThis as { require?: unknown };
let borrowers = 0;

/**
 * Loads a package of CommonJS, which calls `require` for Node's own modules. What esbuild bundles as an ES
 * module passes such calls on to a global `require`, which Node does not have there: it gets one for as
 * long as packages load.
 */
export async function withRequire<T>(load: () => Promise<T>): Promise<T> {
  if (!lacksRequire()) return load();
  scope.require = builtin;
  borrowers += 1;
  try {
    return await load();
  } finally {
    borrowers -= 1;
    if (borrowers === 0 && scope.require === builtin) delete scope.require;
  }
}

/** Elsewhere a module has no `require`, or there is a global one. */
function lacksRequire(): boolean {
  const lent = scope.require === builtin;
  return typeof require === "function" && (lent || scope.require === undefined);
}

function builtin(name: string): unknown {
  return globalThis.process?.getBuiltinModule?.(name as "util");
}
