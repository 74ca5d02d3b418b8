import type { Address } from "./engine-exports.js";

/** What the engine asks of whoever runs it. */
export interface EngineHooks {
  /** A function of the host is called by the guest; gives a value, or 0 for an exception that is set. */
  call(name: Address, args: Address, count: number): Address;
  /** True to end what the guest is doing. */
  shouldStop(): boolean;
  /** A promise was rejected without a handler, or a handler came late. Both values are to be freed. */
  onRejection(promise: Address, reason: Address, isHandled: boolean): void;
  memory(): ArrayBuffer;
}

const NO_SUCH_FILE = 8;

/** All that the engine can reach: its clock, its time zone, and the hooks. There is no file to write to. */
export function engineImports(hooks: EngineHooks): Record<string, Record<string, unknown>> {
  const nothing = (): number => NO_SUCH_FILE;
  return {
    env: {
      host_call: (name: Address, _length: number, _self: Address, count: number, args: Address) =>
        hooks.call(name, args, count),
      host_interrupt: () => (hooks.shouldStop() ? 1 : 0),
      host_promise_rejection: (promise: Address, reason: Address, isHandled: number) =>
        hooks.onRejection(promise, reason, isHandled !== 0),
      host_module_normalize: () => 0,
      host_module_load: () => 0,
      host_get_timezone_offset: (high: number, low: number) =>
        offsetAt(high * 2 ** 32 + (low >>> 0)),
    },
    wasi_snapshot_preview1: {
      clock_time_get: (_clock: number, _precision: bigint, to: Address) => {
        new DataView(hooks.memory()).setBigUint64(to, BigInt(Date.now()) * 1_000_000n, true);
        return 0;
      },
      random_get: (to: Address, bytes: number) => {
        crypto.getRandomValues(new Uint8Array(hooks.memory(), to, bytes));
        return 0;
      },
      fd_close: nothing,
      fd_fdstat_get: nothing,
      fd_seek: nothing,
      fd_write: nothing,
    },
  };
}

/** Seconds east of UTC at a time in seconds. */
function offsetAt(seconds: number): number {
  const offset = -60 * new Date(seconds * 1000).getTimezoneOffset();
  return Number.isFinite(offset) ? offset : 0;
}
