/**
 * `process.nextTick` as it was when core was loaded, if there is one: what goes to a sandbox is no matter of the
 * timers that a test fakes later, and Jest's fake ones have it among them.
 */
export const firstTick: ((call: () => void) => void) | undefined = globalThis.process?.nextTick;
