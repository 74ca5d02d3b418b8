/**
 * Copies of the built-ins the runtime itself relies on, taken before any of the model's code runs, so
 * that code which redefines `JSON.stringify` or `Promise` breaks its own use of them and not ours.
 */
export const { parse, stringify } = JSON;
export const { create, defineProperty, getPrototypeOf, keys } = Object;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber } = Number;
export const PromiseClass: PromiseConstructor = Promise;
export const ErrorClass: ErrorConstructor = Error;
export const TypeErrorClass: TypeErrorConstructor = TypeError;
export const StringOf: StringConstructor = String;
export const ObjectPrototype: object = Object.prototype;
export const now: () => number = Date.now;
export const indirectEval: (code: string) => unknown = globalThis.eval;
