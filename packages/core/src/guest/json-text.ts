import {
  getPrototypeOf,
  isArray,
  keys,
  ObjectPrototype,
  ownKeys,
  stringify,
} from "./primordials.js";

const ArrayPrototype = Array.prototype;

/** The JSON of a plain value, indented by so many spaces if the engine can. */
export function jsonOf(plain: unknown, indent?: number): string | undefined {
  try {
    return stringify(plain, undefined, indent);
  } catch (error) {
    if (!inheritsIndices()) throw error;
    return written(plain);
  }
}

/**
 * Whether arrays inherit an index. QuickJS notes the objects that it is within in an array, by an assignment
 * that a setter or what cannot be written makes fail.
 */
function inheritsIndices(): boolean {
  return (
    getPrototypeOf(ArrayPrototype) !== ObjectPrototype ||
    // Indices come before all other keys.
    ownKeys(ArrayPrototype)[0] !== "length" ||
    ownKeys(ObjectPrototype)[0] !== "constructor"
  );
}

function written(plain: unknown): string | undefined {
  if (typeof plain !== "object" || plain === null) return stringify(plain);
  let text = "";
  if (isArray(plain)) {
    const { length } = plain;
    for (let i = 0; i < length; i++) text += `${i === 0 ? "" : ","}${written(plain[i]) ?? "null"}`;
    return `[${text}]`;
  }
  const names = keys(plain);
  for (let i = 0; i < names.length; i++) {
    const json = written(plain[names[i] as never]);
    if (json !== undefined) text += `${text === "" ? "" : ","}${stringify(names[i])}:${json}`;
  }
  return `{${text}}`;
}
