type Binding = Record<string, unknown>;

interface Internals {
  internalBinding(name: string): Binding;
}

/**
 * One of Node's internal bindings; `undefined` if this version of Node has none of the name.
 *
 * @throws Error if the program was started without NODE_RUNNER_FLAGS.
 */
export function internalBinding(name: string): Binding | undefined {
  const internals = process.getBuiltinModule("internal/test/binding") as Internals | undefined;
  if (internals === undefined) {
    throw new Error("the program that hosts guests must be started with NODE_RUNNER_FLAGS");
  }
  try {
    return internals.internalBinding(name);
  } catch {
    return undefined;
  }
}
