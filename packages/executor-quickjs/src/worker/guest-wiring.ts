import { CODE_FILE_NAME } from "@toolweave/core/node";

/**
 * Wires up the guest runtime in QuickJS, before the model's code: `(start, send, compile, random) =>
 * deliver`.
 *
 * `Math.random` is the host's, since every guest begins as a copy of one image. Stacks look as they do in
 * V8: a headline, then the frames of the model's code and of the built-ins that it called.
 */
const GUEST_WIRING = `(start, send, compile, random) => {
  "use strict";
  const { TypeError, Reflect: { apply }, Object: { getPrototypeOf } } = globalThis;
  const errorToString = Error.prototype.toString;
  Math.random = random;
  delete globalThis.FinalizationRegistry;
  delete globalThis.performance;

  Error.prepareStackTrace = (error, sites) => sites;
  const { getFileName, getLineNumber, getColumnNumber, getFunctionName } =
    getPrototypeOf(new Error().stack[0]);
  const placeOf = (site) => {
    const name = apply(getFunctionName, site, []) || "<anonymous>";
    const file = apply(getFileName, site, []);
    if (typeof file !== "string") return name + " (<anonymous>)";
    const line = apply(getLineNumber, site, []), column = apply(getColumnNumber, site, []);
    return name + " (" + file + ":" + line + ":" + column + ")";
  };
  const isOfCode = (sites, i) => {
    for (; i < sites.length; i++) {
      const file = apply(getFileName, sites[i], []);
      if (typeof file === "string") return file === "${CODE_FILE_NAME}";
    }
    return false;
  };
  Error.prepareStackTrace = (error, sites) => {
    let text = "Error";
    try { text = apply(errorToString, error, []); } catch {}
    for (let i = 0; i < sites.length; i++) {
      if (isOfCode(sites, i)) text += "\\n    at " + placeOf(sites[i]);
    }
    return text;
  };
  delete Error.prepareStackTrace;
  return start(send, compile);
}`;

/** The text that a machine boots: the wiring, bound to the runtime. */
export function guestProgram(guestRuntime: string): string {
  return `((wire, start) => (send, compile, random) => wire(start, send, compile, random))(${GUEST_WIRING},${guestRuntime})`;
}
