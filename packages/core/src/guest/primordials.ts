/**
 * Copies of the built-ins the runtime itself relies on, taken before any of the model's code runs, so
 * that code which redefines `JSON.stringify` or `Promise` breaks its own use of them and not ours.
 *
 * For the same reason the runtime does without what looks things up behind the scenes: iteration
 * (`for…of`, spreading, destructuring of arrays), `instanceof`, methods called on a value, assignment
 * to elements of an ordinary array, and descriptors with a prototype.
 */
export const { parse, stringify } = JSON;
export const { create, defineProperty, freeze, getPrototypeOf, keys, setPrototypeOf } = Object;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber } = Number;
export const { apply, ownKeys } = Reflect;
export const { min, trunc: truncate } = Math;
export const PromiseClass: PromiseConstructor = Promise;
export const ErrorClass: ErrorConstructor = Error;
export const SyntaxErrorClass: SyntaxErrorConstructor = SyntaxError;
export const TypeErrorClass: TypeErrorConstructor = TypeError;
export const NumberOf: NumberConstructor = Number;
export const StringOf: StringConstructor = String;
export const { fromCharCode } = String;
export const ObjectPrototype: object = Object.prototype;
export const now: () => number = Date.now;
export const indirectEval: (code: string) => unknown = globalThis.eval;

type Method<T, A extends unknown[], R> = (this: T, ...args: A) => R;

const { bind, call } = Function.prototype;

/** A method as a function of its object, which no later change of the prototype concerns. */
export const uncurryThis: <T, A extends unknown[], R>(
  method: Method<T, A, R>,
) => (self: T, ...args: A) => R = bind.bind(call) as never;

/** A getter as a function of its object. */
export function uncurryGetter<T, R>(prototype: object, name: string | symbol): (self: T) => R {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as { get(): R };
  return uncurryThis<T, [], R>(descriptor.get as never);
}

/** `value instanceof type`, as it was when `prototype` was taken. */
export const inherits: (prototype: object, value: object) => boolean = uncurryThis(
  Object.prototype.isPrototypeOf,
);
export const indexOfText: (text: string, part: string, from?: number) => number = uncurryThis(
  String.prototype.indexOf,
);
export const sliceText: (text: string, start: number, end?: number) => string = uncurryThis(
  String.prototype.slice,
);

/** An array whose elements can be assigned without asking a prototype that has turned hostile. */
export function bareArray<T>(): T[] {
  return setPrototypeOf([], null) as T[];
}

/**
 * A record of which the same is true. Its prototype is one of its own: without any, engines would keep it as
 * a dictionary, which takes twice as long to fill and to read.
 */
export function bareRecord(): Record<string, unknown> {
  return new (BareRecord as unknown as new () => Record<string, unknown>)();
}

// No class: V8 takes longer to change the prototype of what one has made than to run the rest of this file.
function BareRecord(): void {}
BareRecord.prototype = create(null);

/** Takes the prototype from an object that came as JSON, so that it has its own properties only. */
export function bare<T>(record: T): T {
  return typeof record === "object" && record !== null ? setPrototypeOf(record, null) : record;
}
