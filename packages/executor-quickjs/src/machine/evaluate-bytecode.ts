import type { Address, EngineExports } from "./engine-exports.js";
import type { EngineMemory } from "./engine-memory.js";

/** Runs a program that `Machine.compile` has made into bytecode; gives its value, 0 if there is no memory for it. */
export function evaluateBytecode(
  engine: EngineExports,
  memory: EngineMemory,
  bytecode: Uint8Array,
): Address {
  const at = engine.wasm_malloc(bytecode.length);
  if (at === 0) return 0;
  memory.bytes.set(bytecode, at);
  const value = engine.qjs_eval_bytecode(at, bytecode.length);
  // What is freed is part of the image as well, and costs nothing where it is zeros.
  memory.bytes.fill(0, at, at + bytecode.length);
  engine.wasm_free(at);
  return value;
}
