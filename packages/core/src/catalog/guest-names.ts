/** Names a namespace must not take: words of the language, and what stands in the guest already. */
export const RESERVED_GLOBALS: ReadonlySet<string> = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function get if implements import in instanceof interface " +
    "let new null of package private protected public return set static super switch this throw true " +
    "try typeof undefined using var void while with yield " +
    "globalThis global self window process require module exports Infinity NaN " +
    "AbortController AbortSignal AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array " +
    "BigUint64Array Boolean DOMException DataView Date Error EvalError Event EventTarget " +
    "AsyncDisposableStack DisposableStack FinalizationRegistry Float16Array Float32Array Float64Array Function Int16Array Int32Array " +
    "Int8Array Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError " +
    "Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TextDecoder TextEncoder ToolError " +
    "TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray " +
    "WeakMap WeakRef WeakSet WebAssembly atob btoa clearImmediate clearInterval clearTimeout console " +
    "crypto decodeURI decodeURIComponent emit encodeURI encodeURIComponent escape fetch image isFinite " +
    "isNaN parseFloat parseInt performance queueMicrotask recall search_tools setImmediate setInterval setTimeout " +
    "structuredClone unescape __tool_namespaces __proto__ constructor hasOwnProperty isPrototypeOf " +
    "propertyIsEnumerable toLocaleString toString valueOf"
  ).split(" "),
);

/**
 * Names a tool must not take, because engines and libraries call them on any object, or a namespace has a
 * member of its own.
 */
export const RESERVED_MEMBERS: ReadonlySet<string> = new Set([
  "$prompts",
  "$resources",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "prototype",
  "then",
  "toJSON",
  "toString",
  "valueOf",
]);

/** Raw names of tools under which the namespace has something else, or nothing. */
export const SHADOWED_MEMBERS: ReadonlySet<string> = new Set(["$prompts", "$resources", "then"]);
