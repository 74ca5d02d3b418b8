const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*$/u;
const NOT_IN_IDENTIFIER = /[^\p{ID_Continue}$]+/gu;

/**
 * Gives every raw name its identifier. The result does not depend on the order of the names; a name
 * that is a good identifier keeps it whatever else is there; of several names that come to the same
 * identifier the first in code-point order gets it, and each other one a suffix made of its own text.
 */
export function assignIdentifiers(
  names: Iterable<string>,
  reserved: ReadonlySet<string>,
): Map<string, string> {
  const sorted = [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
  const assigned = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of sorted) {
    if (!IDENTIFIER.test(name) || reserved.has(name)) continue;
    assigned.set(name, name);
    taken.add(name);
  }
  for (const name of sorted) {
    if (assigned.has(name)) continue;
    const identifier = firstFree(toIdentifier(name, reserved), name, taken);
    assigned.set(name, identifier);
    taken.add(identifier);
  }
  return assigned;
}

/** The identifier a name comes to by itself: `my-server` → `my_server`, `2fa` → `_2fa`. */
export function toIdentifier(name: string, reserved: ReadonlySet<string>): string {
  let identifier = name.normalize("NFC").replace(NOT_IN_IDENTIFIER, "_");
  if (identifier.length > 1) identifier = identifier.replace(/^_(?=[^_])|(?<=[^_])_$/g, "");
  if (!IDENTIFIER.test(identifier)) identifier = `_${identifier}`;
  return reserved.has(identifier) ? `${identifier}_` : identifier;
}

function firstFree(wanted: string, name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const base = `${wanted}_${hash(name)}`;
  let identifier = base;
  for (let n = 2; taken.has(identifier); n++) identifier = `${base}_${n}`;
  return identifier;
}

/** FNV-1a, 32 bits, in base 36 (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
