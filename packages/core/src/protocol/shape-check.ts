/** Says what is wrong, beginning with the path within the value; `undefined` if nothing is. */
export type Check = (value: unknown) => string | undefined;
export type Fields = Readonly<Record<string, Check>>;
export type Json = Readonly<Record<string, unknown>>;

// Guests check too, after the model's code may have changed what is on prototypes.
const { isArray } = Array;
const { hasOwn, setPrototypeOf } = Object;
const execute: (pattern: RegExp, text: string) => RegExpExecArray | null =
  Function.prototype.call.bind(RegExp.prototype.exec) as never;

const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/** A check of one's own, with the words for what it wants. */
export function rule(wanted: string, fits: (value: unknown) => boolean): Check {
  return (value) => (fits(value) ? undefined : ` must be ${wanted}${given(value)}`);
}

export const text: Check = rule("text", isText);
export const anyObject: Check = rule("an object", isObject);

/** Base64 with its padding, in the alphabet with + and /. */
export function base64(value: unknown): string | undefined {
  if (!isText(value)) return text(value);
  if (value === "") return " is empty";
  const end = execute(NOT_BASE64, value)?.index ?? value.length;
  const padding = value.length - end;
  const isPadded = padding === 0 || padding === 1 || (padding === 2 && value[end + 1] === "=");
  if (padding > 0 && !(isPadded && value[end] === "=")) {
    return ` is no base64: it has "${value[end]}" at ${end}`;
  }
  if (value.length % 4 === 0) return undefined;
  return ` is no base64: it has ${value.length} characters, which is no multiple of 4`;
}

export function pattern(expression: RegExp, wanted: string): Check {
  return rule(wanted, (value) => isText(value) && execute(expression, value) !== null);
}

export function oneOf(one: string, other: string): Check {
  return rule(`"${one}" or "${other}"`, (value) => value === one || value === other);
}

export function optional(check: Check): Check {
  return (value) => (value === undefined ? undefined : check(value));
}

/** An object with these fields; others are nobody's concern. */
export function object(fields: Fields): Check {
  bare(fields);
  return (value) => anyObject(value) ?? fieldProblem(value as Json, fields);
}

export function list(check: Check): Check {
  return (value) => {
    if (!isArray(value)) return ` must be an array${given(value)}`;
    for (let i = 0; i < value.length; i++) {
      const problem = check(value[i]);
      if (problem !== undefined) return `[${i}]${problem}`;
    }
    return undefined;
  };
}

/** A field of the object's own. */
export function own(object: Json, name: string): unknown {
  return hasOwn(object, name) ? object[name] : undefined;
}

/** The same record without a prototype, so that it has no members but its own. */
export function bare<T extends object>(record: T): T {
  return setPrototypeOf(record, null) as T;
}

/** Tells a value that is not the one wanted. */
export function given(value: unknown): string {
  if (isText(value)) return value.length > 40 ? "" : `, not "${value}"`;
  if (value === null) return ", not null";
  return isArray(value) ? ", not an array" : `, not ${typeof value}`;
}

function fieldProblem(value: Json, fields: Fields): string | undefined {
  for (const name in fields) {
    const field = own(value, name);
    const problem = fields[name]?.(field);
    if (problem !== undefined) return `.${name}${field === undefined ? " is missing" : problem}`;
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isArray(value);
}
