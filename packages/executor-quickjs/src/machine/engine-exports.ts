/** Address of something in the machine's memory; of a value, where it names one. 0 is none. */
export type Address = number;

/**
 * What `quickjs.wasm` of quickjs-wasi exports, as far as it is used here. Values are addresses of boxes,
 * each to be freed once.
 */
export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
  _initialize(): void;
  wasm_malloc(bytes: number): Address;
  wasm_free(address: Address): void;
  /** 0 for success. */
  qjs_init(): number;
  qjs_set_memory_limit(bytes: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_set_interrupt_handler(on: 0 | 1): void;
  qjs_set_promise_rejection_handler(on: 0 | 1): void;
  qjs_get_runtime_ptr(): Address;
  qjs_get_context_ptr(): Address;
  qjs_set_runtime_and_context(runtime: Address, context: Address): void;
  qjs_eval(code: Address, bytes: number, fileName: Address, flags: number): Address;
  /** Bytecode, whose length goes to `lengthAt`; 0 for code that cannot be compiled. */
  qjs_compile(
    code: Address,
    bytes: number,
    fileName: Address,
    evalFlags: number,
    compileFlags: number,
    lengthAt: Address,
  ): Address;
  qjs_eval_bytecode(bytecode: Address, bytes: number): Address;
  qjs_call(func: Address, self: Address, count: number, args: Address): Address;
  qjs_new_host_function(name: Address, nameBytes: number, data: number): Address;
  qjs_new_string(utf8: Address, bytes: number): Address;
  qjs_new_number(value: number): Address;
  qjs_get_undefined(): Address;
  /** UTF-8 with a zero at its end; its length goes to `lengthAt`. To be freed with `qjs_free_cstring`. */
  qjs_get_string_len(value: Address, lengthAt: Address): Address;
  qjs_free_cstring(utf8: Address): void;
  qjs_get_prop_string(object: Address, name: Address): Address;
  qjs_free_value(value: Address): void;
  qjs_is_exception(value: Address): number;
  qjs_is_string(value: Address): number;
  qjs_is_error(value: Address): number;
  qjs_is_null(value: Address): number;
  qjs_get_exception(): Address;
  /** Not 0 if something was thrown that nobody has taken. */
  JS_HasException(context: Address): number;
  JS_ThrowOutOfMemory(context: Address): bigint;
  qjs_is_job_pending(): number;
  /** Below 0 for a job that threw. */
  qjs_execute_pending_job(): number;
  qjs_run_gc(): void;
  qjs_set_gc_threshold(bytes: number): void;
}

/** Their names. */
export const ENGINE_EXPORTS: Readonly<Record<keyof EngineExports, true>> = {
  memory: true,
  __stack_pointer: true,
  _initialize: true,
  wasm_malloc: true,
  wasm_free: true,
  qjs_init: true,
  qjs_set_memory_limit: true,
  qjs_set_max_stack_size: true,
  qjs_set_interrupt_handler: true,
  qjs_set_promise_rejection_handler: true,
  qjs_get_runtime_ptr: true,
  qjs_get_context_ptr: true,
  qjs_set_runtime_and_context: true,
  qjs_eval: true,
  qjs_compile: true,
  qjs_eval_bytecode: true,
  qjs_call: true,
  qjs_new_host_function: true,
  qjs_new_string: true,
  qjs_new_number: true,
  qjs_get_undefined: true,
  qjs_get_string_len: true,
  qjs_free_cstring: true,
  qjs_get_prop_string: true,
  qjs_free_value: true,
  qjs_is_exception: true,
  qjs_is_string: true,
  qjs_is_error: true,
  qjs_is_null: true,
  qjs_get_exception: true,
  JS_HasException: true,
  JS_ThrowOutOfMemory: true,
  qjs_is_job_pending: true,
  qjs_execute_pending_job: true,
  qjs_run_gc: true,
  qjs_set_gc_threshold: true,
};
