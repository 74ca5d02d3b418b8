import vm from "node:vm";
import { CODE_FILE_NAME } from "../protocol/code-file-name.js";

/** A guest that is wired up and waits for its first message. */
export interface GuestContext {
  deliver(message: string): void;
}

type Deliver = (message: string) => void;
type GuestFunction = (...args: unknown[]) => unknown;

/**
 * Runs inside the context, so that whatever the model's code can catch or inspect is of its own realm:
 * an error of ours (a stack overflow in `hostSend`, say) is caught and dropped without a binding.
 */
const WIRE = `(start, hostSend, hostCompile) => {
  "use strict";
  const { RangeError } = globalThis;
  delete globalThis.WebAssembly;
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined });
  const send = (message) => {
    let sent = false;
    try { sent = hostSend(message); } catch {}
    if (!sent) throw new RangeError("Maximum call stack size exceeded");
  };
  const compile = (code) => {
    let compiled = "the code could not be compiled";
    try { compiled = hostCompile(code); } catch {}
    return compiled;
  };
  return start(send, compile);
}`;
const MAKE_ERROR = `(message) => new TypeError(message)`;

/** Makes contexts from one compiled copy of the guest runtime. */
export class GuestContextFactory {
  readonly #runtime: vm.Script;
  readonly #wire = new vm.Script(WIRE);
  readonly #makeError = new vm.Script(MAKE_ERROR);

  constructor(guestRuntime: string) {
    this.#runtime = new vm.Script(guestRuntime, { filename: "toolweave-guest" });
  }

  /** `send` gets every message of this guest. */
  create(send: (message: string) => void): GuestContext {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY as never, {
      codeGeneration: { strings: false, wasm: false },
    });
    const makeError = this.#makeError.runInContext(context) as GuestFunction;
    const hostSend = (message: unknown): boolean => {
      if (typeof message === "string") send(message);
      return true;
    };
    const hostCompile = (code: unknown): unknown => compile(String(code), context, makeError);
    const wire = this.#wire.runInContext(context) as GuestFunction;
    const deliver = wire(this.#runtime.runInContext(context), hostSend, hostCompile) as Deliver;
    return { deliver };
  }
}

/** Compiles the model's code; a failure is told as text, never as an error object of this realm. */
function compile(code: string, context: vm.Context, makeError: GuestFunction): unknown {
  try {
    const script = new vm.Script(code, {
      filename: CODE_FILE_NAME,
      importModuleDynamically: () => {
        throw makeError("import() is not available in the sandbox");
      },
    });
    return script.runInContext(context);
  } catch (error) {
    return error instanceof Error ? error.message : "the code could not be compiled";
  }
}
