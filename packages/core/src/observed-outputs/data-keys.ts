const MAX_NAME = 40;
const MAX_DIGITS = 4;

/** The ordinary forms of field names: `created_at`, `createdAt`, `Content-Type`, `$ref`, `_id`. */
const FIELD_NAME = /^[$_]{0,2}[A-Za-z][A-Za-z0-9]*(?:[_-]{1,2}[A-Za-z0-9]+)*_?$/;
/** Numbers in field names end a word, as in `address2` and `sha256`; `a1b2c3` is an id. */
const MIXED = /\d[A-Za-z]+\d/;

/**
 * True for a key that is data rather than a name, such as an id, a date, an address or a path: it may be
 * a secret, and it is never kept.
 */
export function isDataKey(key: string): boolean {
  if (key.length > MAX_NAME || !FIELD_NAME.test(key) || MIXED.test(key)) return true;
  const digits = key.replace(/\D+/g, "").length;
  if (digits > MAX_DIGITS || (key.length > 3 && digits > key.length / 2)) return true;
  return key.split(/[^A-Za-z]+/).some(looksRandom);
}

/** Letters whose case changes without making words, as in `QWxhZGRpbjpv`, or that no word holds. */
function looksRandom(letters: string): boolean {
  if (/[bcdfghjklmnpqrstvwxz]{8}/i.test(letters)) return true;
  const changes = letters.match(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g)?.length ?? 0;
  return letters.length >= 12 && changes > letters.length / 4;
}
