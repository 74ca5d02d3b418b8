/**
 * For the wiring, in the guest: `(asFunction, callSite) => framesOfMakers`, which counts the frames at the
 * beginning of a stack that belong to the constructors of the error itself. V8 leaves them out: an error is
 * made where `new` stands, not where its class calls `super`.
 */
export const FRAMES_OF_MAKERS = `(asFunction, callSite) => {
  "use strict";
  const functionOf = asFunction(callSite.getFunction), fileOf = asFunction(callSite.getFileName);
  const inherits = asFunction(Object.prototype.isPrototypeOf);
  const { getOwnPropertyDescriptor } = Object;
  const isMaker = (error, site) => {
    const called = functionOf(site);
    if (typeof called !== "function") return false;
    const prototype = getOwnPropertyDescriptor(called, "prototype")?.value;
    if (typeof prototype !== "object" || prototype === null) return false;
    // A class can have a proxy above it, which answers as it likes.
    try { return inherits(prototype, error); } catch { return false; }
  };
  return (error, sites) => {
    let count = 0;
    for (let i = 0; i < sites.length; i++) {
      if (isMaker(error, sites[i])) count = i + 1;
      // Reflect.construct stands between them.
      else if (typeof fileOf(sites[i]) === "string") break;
    }
    return count;
  };
}`;
