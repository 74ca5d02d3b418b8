/**
 * Runs inside a fresh context, before the model's code: `(start, hostSend, hostCompile, useHooks) =>
 * deliver`. What the model's code can catch or inspect is thereby of its own realm: an error of ours (a
 * stack overflow in `hostSend`, say) is caught and dropped without a binding.
 *
 * Before a call leaves the context, 16 KiB of arguments prove that there is stack for what Node does with
 * it: an overflow in the midst of its timers, say, would outlast the guest.
 *
 * What goes from the context would either run code after the execution's end, when the next guest is
 * there, or compile code that nobody has seen.
 */
export const GUEST_WIRING = `(start, hostSend, hostCompile, useHooks) => {
  "use strict";
  const { RangeError, TypeError, Reflect: { apply } } = globalThis;
  const errorToString = Error.prototype.toString;
  const reject = Promise.reject.bind(Promise);
  delete globalThis.WebAssembly;
  delete globalThis.FinalizationRegistry;
  delete Atomics.waitAsync;

  const refuseImport = () => reject(new TypeError("import() is not available in the sandbox"));
  useHooks({ refuseImport, formatStack: (global, error, sites) => sites });
  const { getFileName, toString: siteToString } = new Error().stack[0];
  const { startsWith } = String.prototype;
  const isOfHost = (site) => {
    const file = apply(getFileName, site, []);
    return typeof file === "string" && !apply(startsWith, file, ["toolweave-"]);
  };
  const formatStack = (global, error, sites) => {
    let text = "Error";
    try { text = apply(errorToString, error, []); } catch {}
    for (let i = 0; i < sites.length; i++) {
      if (!isOfHost(sites[i])) text += "\\n    at " + apply(siteToString, sites[i], []);
    }
    return text;
  };
  useHooks({ refuseImport, formatStack });

  const headroom = Array.from({ length: 2048 }, () => 0);
  const passThem = () => {};
  const checkStack = () => apply(passThem, undefined, headroom);
  const send = (message) => {
    checkStack();
    let sent = false;
    try { sent = hostSend(message); } catch {}
    if (!sent) throw new RangeError("Maximum call stack size exceeded");
  };
  const compile = (code, fileName) => {
    checkStack();
    let compiled = "the code could not be compiled";
    try { compiled = hostCompile(code, fileName); } catch {}
    return compiled;
  };
  return start(send, compile);
}`;
