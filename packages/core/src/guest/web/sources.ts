/** The bundler's: what is required inside a function is evaluated when the function is called. */
declare function require<T>(id: string): T;

const events = (): typeof import("./event-targets.js") => require("./event-targets.js");
const aborts = (): typeof import("./abort-controller.js") => require("./abort-controller.js");
const encodings = (): typeof import("./text-encodings.js") => require("./text-encodings.js");

/** Each of the web's APIs that is more than a few lines, in pure JavaScript, evaluated when asked for. */
const SOURCES: Readonly<Record<string, (seed: string) => unknown>> = {
  URL: () => {
    // A URL has one of these.
    urlSearchParams();
    return require<typeof import("./url.js")>("./url.js").URL;
  },
  URLSearchParams: urlSearchParams,
  DOMException: () => require("core-js/stable/dom-exception"),
  structuredClone: () => require("core-js/stable/structured-clone"),
  atob: () => require("core-js/stable/atob"),
  btoa: () => require("core-js/stable/btoa"),
  TextEncoder: () => encodings().TextEncoder,
  TextDecoder: () => encodings().TextDecoder,
  Event: () => events().Event,
  EventTarget: () => events().EventTarget,
  AbortController: () => aborts().AbortController,
  AbortSignal: () => aborts().AbortSignal,
  crypto: (seed) => require<typeof import("./web-crypto.js")>("./web-crypto.js").createCrypto(seed),
};

/** As JSON a `URL` is its text; these would be an object without properties. */
function urlSearchParams(): typeof URLSearchParams {
  const params = require<typeof URLSearchParams>("core-js/stable/url-search-params");
  const { toString: value } = params.prototype;
  Object.defineProperty(params.prototype, "toJSON", { value, writable: true, configurable: true });
  return params;
}

/** The API of a name; `seed` is 64 random hex digits. */
export default function webApi(name: string, seed: string): unknown {
  const api = SOURCES[name]?.(seed);
  // The bundler has given the classes names of its own.
  if (typeof api === "function" && api.name !== name) {
    Object.defineProperty(api, "name", { value: name, configurable: true });
  }
  return api;
}
