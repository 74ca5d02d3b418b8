// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";
import { brotliDecompressSync } from "node:zlib";
import { capMemory } from "./cap-memory.js";
import { ENGINE, ENGINE_SHA256 } from "./generated/engine.generated.js";
import { keepExports } from "./keep-exports.js";
import { ENGINE_EXPORTS } from "./machine/engine-exports.js";

/** SHA-256 of the engine, whatever its memory is bounded to. */
export const engineHash: Uint8Array = Buffer.from(ENGINE_SHA256, "hex");

const NO_WEBASSEMBLY =
  "Node has no WebAssembly, in which QuickJS runs: start it without --jitless, or take the executor vm";

const modules = new Map<number, Promise<WebAssembly.Module>>();

/** The engine, compiled once for all workers that give it the same room. */
export function engineModule(memoryCap: number): Promise<WebAssembly.Module> {
  let module = modules.get(memoryCap);
  if (module === undefined) {
    module = compileEngine(memoryCap);
    modules.set(memoryCap, module);
  }
  return module;
}

async function compileEngine(memoryCap: number): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === "undefined") throw new Error(NO_WEBASSEMBLY);
  // Not before the worker that waits for it has been started.
  await new Promise(setImmediate);
  const bytes = brotliDecompressSync(Buffer.from(ENGINE, "base64"));
  const lean = keepExports(bytes, (name) => Object.hasOwn(ENGINE_EXPORTS, name));
  return WebAssembly.compile(capMemory(lean, memoryCap));
}
