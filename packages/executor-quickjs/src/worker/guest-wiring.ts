import { CODE_FILE_NAME } from "@toolweave/core/node";
import { COLUMNS_OF_CODE } from "./columns-of-code.js";
import { FRAMES_OF_MAKERS } from "./frames-of-makers.js";

/** Bytes that are more than enough for the sources of all of the web's APIs, and for what these make. */
const WEB_APIS_BYTES = 1_500_000;

/**
 * Wires up the guest runtime in QuickJS, before the model's code: `(start, send, compile, random) =>
 * deliver`.
 *
 * `Math.random` is the host's, since every guest begins as a copy of one image. Stacks look as they do in
 * V8: a headline, then the frames of the model's code and of the built-ins that it called. To write one
 * takes longer than to make the error: `LateStacks` of core. Code that the engine refuses is told apart from
 * code that throws.
 *
 * What it gives takes messages, and in place of one a promise, with the reason if nothing handles that it
 * was rejected with that: the machine has no more than one function to call.
 */
const GUEST_WIRING = `(start, send, compile, random) => {
  "use strict";
  Math.random = random;
  delete globalThis.FinalizationRegistry;
  delete globalThis.performance;

  Error.prepareStackTrace = (error, callSites) => callSites;
  const callSite = Object.getPrototypeOf(new Error().stack[0]);
  const asFunction = Function.prototype.bind.bind(Function.prototype.call);
  const fileOf = asFunction(callSite.getFileName), nameOf = asFunction(callSite.getFunctionName);
  const lineOf = asFunction(callSite.getLineNumber), columnOf = asFunction(callSite.getColumnNumber);
  const headline = asFunction(Error.prototype.toString);
  const { isArray } = Array, { defineProperty } = Object, { ArrayBuffer } = globalThis;
  const columns = (${COLUMNS_OF_CODE})(asFunction);
  const framesOfMakers = (${FRAMES_OF_MAKERS})(asFunction, callSite);
  const placeOf = (site, file) => {
    const line = lineOf(site), column = columnOf(site);
    return file + ":" + line + ":" + (file === "${CODE_FILE_NAME}" ? columns.column(line, column) : column);
  };
  const writeStack = (error, sites) => {
    let frames = "", isOfCode = false;
    const first = framesOfMakers(error, sites);
    for (let i = sites.length - 1; i >= first; i--) {
      const site = sites[i], file = fileOf(site), isBuiltIn = typeof file !== "string";
      if (!isBuiltIn) isOfCode = file === "${CODE_FILE_NAME}";
      if (!isOfCode) continue;
      const place = isBuiltIn ? "<anonymous>" : placeOf(site, file);
      frames = "\\n    at " + (nameOf(site) || "<anonymous>") + " (" + place + ")" + frames;
    }
    try { return headline(error) + frames; } catch { return "Error" + frames; }
  };
  const stacks = {
    isLate: false,
    write(error) {
      const sites = error.stack;
      if (!isArray(sites)) return;
      const value = writeStack(error, sites);
      defineProperty(error, "stack", { __proto__: null, value, writable: true, configurable: true });
    },
  };
  Error.prepareStackTrace = (error, sites) => stacks.isLate ? sites : writeStack(error, sites);
  delete Error.prepareStackTrace;
  const refused = SyntaxError;
  const compileCode = (code, file) => {
    if (file !== "${CODE_FILE_NAME}") return compile(code, file);
    columns.read(code);
    try {
      return compile(code, file);
    } catch (error) {
      if (error instanceof refused) return error.message + "\\n" + error.stack;
      throw error;
    }
  };
  let watch;
  const proveMemory = () => void new ArrayBuffer(${WEB_APIS_BYTES});
  const deliver = start(send, compileCode, { stacks, proveMemory }, (given) => { watch = given; });
  return (message, reason) => typeof message === "string" ? deliver(message) : watch(message, reason);
}`;

/** The text that a machine boots: the wiring, bound to the runtime. */
export function guestProgram(guestRuntime: string): string {
  return `((wire, start) => (send, compile, random) => wire(start, send, compile, random))(${GUEST_WIRING},${guestRuntime})`;
}
