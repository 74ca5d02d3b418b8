const SIGN = "✂";

/**
 * The sign by which cuts are marked. It is in none of the texts, so that what has it is a mark of ours,
 * whatever the data may say.
 */
export function signFor(texts: readonly string[]): string {
  let sign = SIGN;
  // Data can have the sign itself, but not one that is drawn after it was made.
  while (texts.some((text) => text.includes(sign))) sign = SIGN + randomSuffix();
  return sign;
}

/** Characters that any mark takes, brackets included. */
export function markLength(sign: string): number {
  return 34 + 2 * sign.length;
}

/** `✂ 9,980 more items ✂`; what is counted is named in the singular. */
export function mark(sign: string, count: number, what: string): string {
  return `${sign} ${leftOut(count, what)} ${sign}`;
}

/** `9,980 more keys` */
export function leftOut(count: number, what: string): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${digits} more ${what}${count === 1 ? "" : "s"}`;
}

function randomSuffix(): string {
  const [number = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return number.toString(36);
}
