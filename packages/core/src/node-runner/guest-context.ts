import vm from "node:vm";
import { CODE_FILE_NAME } from "../protocol/code-file-name.js";
import { type GuestHooks, useGuestHooks } from "./guest-hooks.js";
import { GUEST_WIRING } from "./guest-wiring.js";

/** A guest that is wired up and waits for its first message. */
export interface GuestContext {
  deliver(message: string): void;
}

type Deliver = (message: string) => void;
type GuestFunction = (...args: unknown[]) => unknown;

/** Makes contexts from one compiled copy of the guest runtime. */
export class GuestContextFactory {
  readonly #runtime: vm.Script;
  readonly #wiring = new vm.Script(GUEST_WIRING, { filename: "toolweave-guest-wiring" });

  /** What the runtime itself compiles when it is needed, so that each is compiled once. */
  readonly #parts = new Map<string, vm.Script>();

  constructor(guestRuntime: string) {
    this.#runtime = new vm.Script(guestRuntime, { filename: "toolweave-guest" });
  }

  /**
   * `send` gets every message of this guest. With `isCall` it is called with no more stack left than the
   * guest has, and must do nothing that could not be left half done.
   */
  create(send: (message: string, isCall: boolean) => void): GuestContext {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY as never, {
      codeGeneration: { strings: false, wasm: false },
    });
    let hooks: GuestHooks | undefined;
    const useHooks = (given: unknown): void => {
      hooks = given as GuestHooks;
      useGuestHooks(hooks);
    };
    const hostSend = (message: unknown, isCall: unknown): boolean => {
      if (typeof message === "string") send(message, isCall === true);
      return true;
    };
    const hostCompile = (code: string, fileName: string): unknown =>
      fileName === CODE_FILE_NAME
        ? compile(code, context)
        : this.#part(code, fileName).runInContext(context);
    const wire = this.#wiring.runInContext(context) as GuestFunction;
    const start = this.#runtime.runInContext(context);
    const deliver = wire(start, hostSend, hostCompile, useHooks) as Deliver;
    return {
      deliver(message) {
        if (hooks !== undefined) useGuestHooks(hooks);
        deliver(message);
      },
    };
  }

  #part(code: string, filename: string): vm.Script {
    let script = this.#parts.get(filename);
    if (script === undefined) {
      script = new vm.Script(code, { filename });
      this.#parts.set(filename, script);
    }
    return script;
  }
}

/** Compiles the model's code; a failure is told as text, never as an error object of this realm. */
function compile(code: string, context: vm.Context): unknown {
  try {
    // A comment of the code's own can name another file, by which no error would find its place.
    const named = `${code}\n//# sourceURL=${CODE_FILE_NAME}`;
    return new vm.Script(named, { filename: CODE_FILE_NAME }).runInContext(context);
  } catch (error) {
    return error instanceof Error ? withPlace(error) : "the code could not be compiled";
  }
}

/** What V8 writes above the message: the file and line, the text of the line, and a mark below the column. */
const PLACE = new RegExp(`^(${CODE_FILE_NAME}:\\d+)\n.*\n( *)\\^`);

/** The parser of the host lets through what is newer than this engine; only the engine knows where it is. */
function withPlace({ message, stack }: Error): string {
  const [found, line, indent] = PLACE.exec(stack ?? "") ?? [];
  return found === undefined ? message : `${message}\n${line}:${(indent?.length ?? 0) + 1}`;
}
