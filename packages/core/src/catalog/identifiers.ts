/** Characters that cannot be seen are none of an identifier, though JavaScript allows some. */
const IDENTIFIER = /^(?!.*\p{Default_Ignorable_Code_Point})[\p{ID_Start}_$][\p{ID_Continue}$]*$/su;
const NOT_IN_IDENTIFIER = /(?:[^\p{ID_Continue}$]|\p{Default_Ignorable_Code_Point})+/gu;

/**
 * Gives every raw name its identifier: always the same, whatever order the names come in.
 *
 * 1. A name that is an identifier, and not reserved, keeps it, whatever the others are.
 * 2. Any other name gets the identifier it comes to by itself, `my-server` → `my_server`, if no other
 *    name has or comes to the same.
 * 3. Where several come to the same, each gets a suffix made of nothing but its own text, so that names
 *    which come or go change no identifier but these.
 */
export function assignIdentifiers(
  names: Iterable<string>,
  reserved: ReadonlySet<string>,
): Map<string, string> {
  const sorted = [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
  const assigned = new Map<string, string>();
  const taken = new Set<string>();
  const others: { name: string; plain: string }[] = [];
  const claims = new Map<string, number>();
  for (const name of sorted) {
    const plain = plainIdentifier(name, reserved);
    claims.set(plain, (claims.get(plain) ?? 0) + 1);
    if (plain !== name) others.push({ name, plain });
    else {
      assigned.set(name, name);
      taken.add(name);
    }
  }
  const contested = others.filter(({ plain }) => (claims.get(plain) ?? 0) > 1);
  const alone = others.filter(({ plain }) => claims.get(plain) === 1);
  for (const { name, plain } of alone) {
    assigned.set(name, plain);
    taken.add(plain);
  }
  for (const { name, plain } of contested) {
    const identifier = firstFree(contestedIdentifier(name, plain), taken);
    assigned.set(name, identifier);
    taken.add(identifier);
  }
  return assigned;
}

/** All identifiers that a name may have, whatever others there are; but for suffixes that clash by chance. */
export function possibleIdentifiers(name: string, reserved: ReadonlySet<string>): string[] {
  const plain = plainIdentifier(name, reserved);
  return plain === name ? [plain] : [plain, contestedIdentifier(name, plain)];
}

/** The identifier a name comes to by itself: `my-server` → `my_server`, `2fa` → `_2fa`. */
function plainIdentifier(name: string, reserved: ReadonlySet<string>): string {
  const normal = name.normalize("NFC");
  if (IDENTIFIER.test(normal)) return reserved.has(normal) ? `${normal}_` : normal;
  let identifier = normal.replace(NOT_IN_IDENTIFIER, "_");
  if (identifier.length > 1) identifier = identifier.replace(/^_(?=[^_])|(?<=[^_])_$/g, "");
  if (!IDENTIFIER.test(identifier)) identifier = `_${identifier}`;
  return reserved.has(identifier) ? `${identifier}_` : identifier;
}

/** The identifier of a name that comes to the same as another. */
function contestedIdentifier(name: string, plain: string): string {
  return `${plain}${plain.endsWith("_") ? "" : "_"}${hash(name)}`;
}

/** Only hashes that are equal by chance, or a name that ends in just this hash, make it count. */
function firstFree(wanted: string, taken: ReadonlySet<string>): string {
  let identifier = wanted;
  for (let n = 2; taken.has(identifier); n++) identifier = `${wanted}_${n}`;
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
