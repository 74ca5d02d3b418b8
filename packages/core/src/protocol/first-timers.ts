// What goes to a sandbox is no matter of the timers that a test fakes once core is loaded. All that are taken then
// stand in one module: a bundle leaves out a module that only an executor in another chunk uses.

/** `process.nextTick` as it was when core was loaded, if there is one: Jest's fake timers have it among them. */
export const firstTick: ((call: () => void) => void) | undefined = globalThis.process?.nextTick;

const node = globalThis.process?.getBuiltinModule?.("node:timers");
/**
 * `setImmediate` as it was then, if there is one. Node's own before the global one, which Jest can fake beforehand,
 * and which its and Vitest's jsdom have not.
 */
export const firstImmediate: typeof setImmediate | undefined = (node ?? globalThis).setImmediate;
