import { CODE_FILE_NAME } from "../protocol/code-file-name.js";
import { SYMBOL_REGISTRY } from "./symbol-registry.js";

/**
 * Runs inside a fresh context, before the model's code: `(start, hostSend, hostCompile, useHooks) =>
 * deliver`. What the model's code can catch or inspect is thereby of its own realm: an error of ours (a
 * stack overflow in `hostSend`, say) is caught and dropped without a binding.
 *
 * A message that is sent at once has 16 KiB of arguments prove before that there is stack for what Node does
 * with it: an overflow in the midst of its timers, say, would outlast the guest. A call, which begins with
 * `{"id"`, is only noted down, and sent when the guest's turn is over.
 *
 * Stacks show the frames of the model's code, and of built-ins that it called, which have no file.
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
  ${SYMBOL_REGISTRY}

  const refuseImport = () => reject(new TypeError("import() is not available in the sandbox"));
  const isOfCode = (sites, i) => {
    for (; i < sites.length; i++) {
      const file = sites[i].getFileName();
      if (typeof file === "string") return file === "${CODE_FILE_NAME}";
    }
    return false;
  };
  const formatStack = (global, error, sites) => {
    let text = "Error";
    try { text = apply(errorToString, error, []); } catch {}
    for (let i = 0; i < sites.length; i++) {
      if (isOfCode(sites, i)) text += "\\n    at " + sites[i].toString();
    }
    return text;
  };
  let watch = () => {};
  const onRejection = (promise, reason) => watch(promise, reason);
  useHooks({ refuseImport, formatStack, onRejection });

  const headroom = [${"0,".repeat(2_048)}];
  const passThem = () => {};
  const checkStack = () => apply(passThem, undefined, headroom);
  const send = (message) => {
    const isCall = message[2] === "i";
    if (!isCall) checkStack();
    let sent = false;
    try { sent = hostSend(message, isCall); } catch {}
    if (!sent) throw new RangeError("Maximum call stack size exceeded");
  };
  const compile = (code, fileName) => {
    checkStack();
    let compiled = "the code could not be compiled";
    try { compiled = hostCompile(code, fileName); } catch {}
    return compiled;
  };
  return start(send, compile, undefined, (given) => { watch = given; });
}`;
