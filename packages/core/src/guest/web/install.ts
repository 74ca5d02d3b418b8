import { defineProperty, now, PromiseClass, TypeErrorClass } from "../primordials.js";
import { lazyGlobals } from "./lazy-globals.js";

const { toStringTag } = Symbol;

type WebApi = (name: string, seed: string) => unknown;

/** What they are made of. */
interface WebApiParts {
  /** See `runtimeWith`. */
  readonly sources: string;
  compile(code: string, fileName: string): unknown;
  /** See `EngineNeeds`. */
  proveMemory(): void;
  /** Gives 64 random hex digits, once the host has sent them. */
  seed(): string;
  /** Ends the execution with what a callback threw, which nobody can catch. */
  fail(thrown: unknown): void;
}

const FROM_SOURCES = [
  "URL",
  "URLSearchParams",
  "DOMException",
  "structuredClone",
  "atob",
  "btoa",
  "TextEncoder",
  "TextDecoder",
  "Event",
  "EventTarget",
  "AbortController",
  "AbortSignal",
  "crypto",
] as const;

/**
 * Puts the web's APIs on the guest's global object, in pure JavaScript, so that they are the same in
 * every engine and never objects of another realm. Most guests touch none of them: their sources are
 * a string until then.
 */
export function installWebApis(global: object, parts: WebApiParts): void {
  const { sources, compile, proveMemory, seed, fail } = parts;
  let webApi: WebApi | undefined;
  const fromSources = (name: string): unknown => {
    proveMemory();
    if (webApi === undefined) {
      const compiled = compile(sources, "toolweave-web");
      // Text is what went wrong, a stack that was full, say: the next touch may fare better.
      if (typeof compiled !== "function") throw new TypeErrorClass(`${name} could not be loaded`);
      webApi = compiled as WebApi;
    }
    try {
      return webApi(name, seed());
    } catch (thrown) {
      // What was evaluated by half for want of stack stays so: the next touch begins anew.
      webApi = undefined;
      throw thrown;
    }
  };
  const define = lazyGlobals(global);
  define("performance", createPerformance);
  define("queueMicrotask", () => createQueueMicrotask(fail));
  for (let i = 0; i < FROM_SOURCES.length; i++) define(FROM_SOURCES[i] as string, fromSources);
}

function createQueueMicrotask(fail: (thrown: unknown) => void): (callback: unknown) => void {
  // A method keeps its name in the bundle.
  const { queueMicrotask } = {
    queueMicrotask(callback: unknown): void {
      if (typeof callback !== "function") {
        throw new TypeErrorClass(`queueMicrotask takes a function, not ${typeof callback}`);
      }
      void PromiseClass.resolve().then(() => {
        try {
          callback();
        } catch (thrown) {
          fail(thrown);
        }
      });
    },
  };
  return queueMicrotask;
}

/** As much of `performance` as code that times itself needs; milliseconds, without fractions. */
function createPerformance(): object {
  const timeOrigin = now();
  const performance = { timeOrigin, now: () => now() - timeOrigin, toJSON: () => ({ timeOrigin }) };
  const tag = { __proto__: null, value: "Performance", configurable: true };
  return defineProperty(performance, toStringTag, tag);
}
