import { defineProperty } from "../primordials.js";

/** Defines globals that cost nothing until they are touched. */
export function defineLazyGlobals(
  global: object,
  sources: Readonly<Record<string, () => unknown>>,
): void {
  // A source may look for a native of the same kind; it must find none rather than another source.
  let loading = false;
  const define = (name: string, value: unknown): void => {
    defineProperty(global, name, { value, writable: true, configurable: true, enumerable: false });
  };
  for (const name in sources) {
    const load = sources[name] as () => unknown;
    defineProperty(global, name, {
      configurable: true,
      enumerable: false,
      get() {
        if (loading) return undefined;
        loading = true;
        try {
          const value = load();
          define(name, value);
          return value;
        } finally {
          loading = false;
        }
      },
      set: (value: unknown) => define(name, value),
    });
  }
}
