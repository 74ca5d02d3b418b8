import { ArrayBufferClass, now, PromiseClass, TypeErrorClass } from "../primordials.js";
import { lazyGlobals } from "./lazy-globals.js";

type WebApi = (name: string, seed: string) => unknown;

/** Bytes that are more than enough for the sources of all of them, and for what these make. */
const ROOM = 1 << 21;

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
 *
 * @param webSources see `runtimeWith`.
 * @param seed gives 64 random hex digits, once the host has sent them.
 * @param fail ends the execution with what a callback threw, which nobody can catch.
 */
export function installWebApis(
  global: object,
  webSources: string,
  compile: (code: string, fileName: string) => unknown,
  seed: () => string,
  fail: (thrown: unknown) => void,
): void {
  let webApi: WebApi | undefined;
  const fromSources = (name: string): unknown => {
    // Where there is not that much memory, nothing is begun: a built-in that QuickJS has no memory to make as it is
    // first read is undefined from then on.
    void new ArrayBufferClass(ROOM);
    if (webApi === undefined) {
      const compiled = compile(webSources, "toolweave-web");
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
  return { timeOrigin, now: () => now() - timeOrigin, toJSON: () => ({ timeOrigin }) };
}
