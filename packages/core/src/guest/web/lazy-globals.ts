import { defineProperty } from "../primordials.js";

/** Defines a global that costs nothing until it is touched. */
export type DefineLazily = (name: string, load: (name: string) => unknown) => void;

/** For the globals of one guest. */
export function lazyGlobals(global: object): DefineLazily {
  // A source may look for a native of the same kind; it must find none rather than another source.
  let loading = false;
  const define = (name: string, value: unknown): void => {
    defineProperty(global, name, { value, writable: true, configurable: true, enumerable: false });
  };
  return (name, load) => {
    let loaded: { readonly value: unknown } | undefined;
    defineProperty(global, name, {
      configurable: true,
      enumerable: false,
      get() {
        if (loading) return undefined;
        if (loaded !== undefined) return loaded.value;
        loading = true;
        try {
          loaded = { value: load(name) };
        } finally {
          loading = false;
        }
        try {
          define(name, loaded.value);
        } catch {
          // The code has frozen its globals: the getter stays.
        }
        return loaded.value;
      },
      set: (value: unknown) => define(name, value),
    });
  };
}
