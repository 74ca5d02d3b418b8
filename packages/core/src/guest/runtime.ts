import { CODE_FILE_NAME } from "../protocol/code-file-name.js";
import { NOT_BEGUN, reportFailure } from "./describe-failure.js";
import { Emission } from "./emission.js";
import { encoding } from "./encode-trail.js";
import { type EngineNeeds, NO_NEEDS } from "./engine-needs.js";
import { createConsole, type LogLevel } from "./guest-console.js";
import { GuestTimers } from "./guest-timers.js";
import { HostCalls } from "./host-calls.js";
import { jsonOf } from "./json-text.js";
import { createNamespace, type Manifest } from "./namespace.js";
import { NeglectedFailures, type RejectionWatch } from "./neglected-failures.js";
import {
  bare,
  defineProperty,
  indexOfText,
  indirectEval,
  PromiseClass,
  parse,
  StringOf,
  SyntaxErrorClass,
  sliceText,
  stringify,
} from "./primordials.js";
import { encodeResult } from "./result-parts.js";
import { type CallFailure, ToolError } from "./tool-error.js";
import { canWatchReads } from "./watched-reads.js";
import { installWebApis } from "./web/install.js";

type Send = (message: string) => void;
type Compile = (code: string, fileName: string) => unknown;
type HostMessage =
  | ({ readonly type: "prepare" } & PrepareMessage)
  | { readonly type: "run"; readonly code: string }
  | {
      readonly type: "reply";
      readonly id: number;
      readonly value?: unknown;
      readonly error?: CallFailure;
    }
  | { readonly type: "tick"; readonly id: number };

interface PrepareMessage {
  readonly namespaces: readonly Manifest[];
  readonly maxLogBytes: number;
  readonly maxResultBytes: number;
  readonly maxContentBlocks: number;
  /** 64 random hex digits, from which `crypto` draws. */
  readonly seed: string;
}

/**
 * The guest runtime, before it is given the sources of the web's APIs: an expression, `(name, seed) => unknown`.
 * They are compiled as "toolweave-web"; for a `compile` that has them itself, they may be "".
 */
export default function runtimeWith(webSources: string): Start {
  return (send, compile, stacks, watchRejections) =>
    start(webSources, send, compile, stacks, watchRejections);
}

type Start = (
  send: Send,
  compile?: Compile,
  engine?: EngineNeeds,
  watchRejections?: (watch: RejectionWatch) => void,
) => (message: string) => void;

/**
 * Evaluated in any JavaScript engine the guest runtime takes `send`, by which strings reach the
 * host, and gives the function to call with every string that comes from there. `compile` turns the
 * text of an expression into its value, or gives the message of a syntax error, and if it can in a second
 * line the place, as `file:line:column`; it is for engines whose own `eval` is switched off, and for those
 * that can name the file in stacks. `engine` is for those that need more than others. `watchRejections`
 * takes the function that an engine which can is to tell of promises whose rejection nothing handles.
 */
function start(
  webSources: string,
  send: Send,
  compile: Compile = evaluate,
  engine: EngineNeeds = NO_NEEDS,
  watchRejections?: (watch: RejectionWatch) => void,
): (message: string) => void {
  const failures = new NeglectedFailures();
  watchRejections?.(failures.watch);
  const calls = new HostCalls(send, engine.stacks, failures);
  const emission = new Emission(send);
  const timers = new GuestTimers((id, ms) => send(`{"type":"timer","id":${id},"ms":${ms}}`));
  let ended = false;
  let lastTurn = 0;
  let finish = (): void => {};
  let logBytesLeft = 0;
  let maxResultBytes = 0;
  let linesDropped = 0;
  let seed = "";

  const write = (level: LogLevel, text: string): void => {
    logBytesLeft -= text.length + 1;
    if (logBytesLeft < 0) linesDropped++;
    else send(`{"type":"log","level":"${level}","text":${stringify(text)}}`);
  };
  const print = (level: LogLevel, text: string): void => {
    if (!ended) write(level, text);
  };
  const sendDone = (outcome: string): void =>
    send(`{"type":"done","linesDropped":${linesDropped},${outcome}}`);
  const end = (outcome: string, thrown?: unknown): void => {
    if (ended) return;
    ended = true;
    calls.close();
    emission.close();
    finish = () => {
      const neglected = failures.describe(thrown);
      if (neglected !== undefined) write("warn", neglected);
      try {
        sendDone(outcome);
      } catch (error) {
        // A result may fit into the memory, and the message with it not.
        sendDone(errorOutcome(error));
      }
    };
    // Engines tell of a rejection, or of its handler, only after the turn in which there was one.
    if (watchRejections !== undefined && failures.isPossible) lastTurn = timers.turn();
    else finish();
  };
  const fail = (thrown: unknown, code?: string): void => end(errorOutcome(thrown, code), thrown);

  const succeed = (value: unknown): void => end(encodeResult(value, maxResultBytes, send));

  const prepare = (message: PrepareMessage): void => {
    logBytesLeft = message.maxLogBytes;
    maxResultBytes = message.maxResultBytes;
    if (maxResultBytes > encoding.mostCharacters) encoding.mostCharacters = maxResultBytes;
    if (logBytesLeft > encoding.mostCharacters) encoding.mostCharacters = logBytesLeft;
    seed = message.seed;
    emission.open(message);
    calls.open(message.maxResultBytes);
    defineNamespaces(message.namespaces, calls);
  };

  const run = async (code: string): Promise<void> => {
    try {
      encoding.copiesAll = canWatchReads(code);
      const main = compile(code, CODE_FILE_NAME);
      if (typeof main !== "function") {
        fail(syntaxError(StringOf(main)), NOT_BEGUN);
        return;
      }
      const result = main() as Promise<unknown>;
      // With a constructor of its own, awaiting it asks no prototype that the code may have changed.
      defineProperty(result, "constructor", OWN_CONSTRUCTOR);
      succeed(await result);
    } catch (thrown) {
      fail(thrown);
    }
  };

  defineGlobals({
    __proto__: null,
    console: createConsole(print),
    search_tools: calls.searchFunction(),
    recall: calls.recallFunction(),
    ToolError,
  });
  defineGlobals(emission.globals());
  defineGlobals(timers.globals());
  installWebApis(globalThis, {
    sources: webSources,
    compile,
    proveMemory: engine.proveMemory,
    seed: () => seed,
    fail,
  });

  return (text) => {
    if (ended && lastTurn === 0) return;
    const message = bare(parse(text) as HostMessage);
    if (ended) {
      if (message.type === "tick" && message.id === lastTurn) finish();
      return;
    }
    try {
      if (message.type === "reply") calls.settle(message.id, message.value, bare(message.error));
      else if (message.type === "tick") timers.tick(message.id);
      else if (message.type === "run") void run(message.code);
      else prepare(message);
    } catch (thrown) {
      fail(thrown);
    }
  };
}

function errorOutcome(thrown: unknown, code?: string): string {
  return `"error":${jsonOf(reportFailure(thrown, code))}`;
}

const OWN_CONSTRUCTOR = { __proto__: null, value: PromiseClass } as PropertyDescriptor;

/** The file name is for the engine's stacks, by which errors find their place. */
function evaluate(code: string, fileName: string): unknown {
  return indirectEval(`${code}\n//# sourceURL=${fileName}`);
}

function syntaxError(text: string): SyntaxError {
  const end = indexOfText(text, "\n");
  const error = new SyntaxErrorClass(end < 0 ? text : sliceText(text, 0, end));
  if (end >= 0) {
    defineProperty(error, "stack", {
      __proto__: null,
      value: sliceText(text, end + 1),
    } as PropertyDescriptor);
  }
  return error;
}

function defineGlobals(globals: Record<string, unknown>): void {
  for (const name of Object.keys(globals)) {
    defineProperty(globalThis, name, {
      value: globals[name],
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

function defineNamespaces(manifests: readonly Manifest[], calls: HostCalls): void {
  const listed: string[] = [];
  for (const manifest of manifests) {
    const value = createNamespace(manifest, calls);
    const descriptor = { value, enumerable: true, configurable: true, writable: false };
    defineProperty(globalThis, manifest.identifier, descriptor);
    if (!(manifest.server in globalThis)) defineProperty(globalThis, manifest.server, descriptor);
    if (manifest.connected) listed.push(manifest.identifier);
  }
  defineGlobals({ __tool_namespaces: listed });
}
