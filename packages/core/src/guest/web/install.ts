import { PromiseClass, TypeErrorClass } from "../primordials.js";
import { defineLazyGlobals } from "./lazy-globals.js";

/** The bundler's: what is required inside a function is evaluated when the function is called. */
declare function require<T>(id: string): T;

type EventTargets = typeof import("event-target-shim");
type Encodings = { readonly TextEncoder: unknown; readonly TextDecoder: unknown };

/**
 * Puts the web's APIs on the guest's global object, in pure JavaScript, so that they are the same in
 * every engine and never objects of another realm.
 *
 * @param seed gives 64 random hex digits, once the host has sent them.
 */
export function installWebApis(global: object, seed: () => string): void {
  const events = (): EventTargets => require("event-target-shim");
  const aborts = (): typeof import("./abort-controller.js") => require("./abort-controller.js");
  const encodings = (): Encodings => require("@exodus/bytes/encoding-lite.js");
  defineLazyGlobals(global, {
    URL: () => require("core-js/stable/url"),
    URLSearchParams: () => require("core-js/stable/url-search-params"),
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
    crypto: () => require<typeof import("./web-crypto.js")>("./web-crypto.js").createCrypto(seed()),
    performance: () => require<typeof import("./performance.js")>("./performance.js").performance,
    queueMicrotask: () => queueMicrotask,
  });
}

function queueMicrotask(callback: unknown): void {
  if (typeof callback !== "function") {
    throw new TypeErrorClass(`queueMicrotask takes a function, not ${typeof callback}`);
  }
  void PromiseClass.resolve().then(() => callback());
}
