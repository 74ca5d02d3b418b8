const { nextTick } = globalThis.process ?? {};

/**
 * Calls once what the program is at is done, promises included. By the function that is there when this is
 * loaded: what goes to a sandbox is no matter of the timers that a test fakes later, and Jest's fake ones have a
 * `process.nextTick` among them.
 */
export const atTickEnd: (call: () => void) => void = nextTick ?? queueMicrotask;
