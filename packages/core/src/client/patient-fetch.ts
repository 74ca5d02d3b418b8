import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";

/** Where the implementation of Node's `fetch` keeps what sends its requests. */
const GLOBAL_DISPATCHER = Symbol.for("undici.globalDispatcher.1");
const WITHOUT_LIMITS = { headersTimeout: 0, bodyTimeout: 0 };

interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: object): boolean;
}

/**
 * Node's `fetch` gives up what says nothing for five minutes; here `requestTimeoutMs` says how long a
 * request may take. Requests still go through the program's own dispatcher, a proxy's say.
 */
export const patientFetch: FetchLike = (url, init) => {
  // Beyond what types say, Node's `fetch` takes whatever dispatches.
  const patient: object = { ...init, dispatcher: PATIENT };
  return fetch(url, isDispatcher(globalDispatcher()) ? patient : init);
};

const PATIENT: Dispatcher = {
  /** A dispatcher that stands in for servers, in tests, is handed bodies as they were given. */
  get isMockActive() {
    return (globalDispatcher() as Dispatcher).isMockActive ?? false;
  },
  dispatch: (options, handler) =>
    (globalDispatcher() as Dispatcher).dispatch({ ...options, ...WITHOUT_LIMITS }, handler),
};

function globalDispatcher(): unknown {
  // Node makes it once one of the classes is asked for.
  Reflect.get(globalThis, "Response");
  return Reflect.get(globalThis, GLOBAL_DISPATCHER);
}

function isDispatcher(value: unknown): value is Dispatcher {
  return typeof (value as Partial<Dispatcher> | undefined)?.dispatch === "function";
}
