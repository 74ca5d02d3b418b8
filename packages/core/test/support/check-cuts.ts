import assert from "node:assert/strict";

/**
 * Asserts that a value is another one with nothing lost silently: wherever they differ, a mark stands
 * for what is missing, and counts it rightly.
 */
export function checkCuts(shown: unknown, original: unknown, sign: string): void {
  if (typeof original === "string") checkText(String(shown), original, sign);
  else if (Array.isArray(original)) checkArray(shown as unknown[], original, sign);
  else if (typeof original === "object" && original !== null) {
    checkObject(shown as Json, original as Json, sign);
  } else if (shown !== original) assert.deepEqual(shown, original);
}

type Json = Record<string, unknown>;

function checkText(shown: string, original: string, sign: string): void {
  if (shown === original) return;
  const pattern = new RegExp(`^(.*?)${sign} ([\\d,]+) more characters? ${sign}(.*)$`, "s");
  const [, before = "", count, after = ""] = pattern.exec(shown) ?? [];
  const head = before.slice(0, -1);
  const tail = after.slice(1);
  assert.ok(original.startsWith(head) && original.endsWith(tail));
  assert.equal(head.length + numberOf(count) + tail.length, original.length);
}

function checkArray(shown: unknown[], original: unknown[], sign: string): void {
  const pattern = new RegExp(`^${sign} ([\\d,]+) more items? ${sign}$`);
  const at = shown.findIndex((item) => typeof item === "string" && pattern.test(item));
  const missing = at < 0 ? 0 : numberOf(pattern.exec(String(shown[at]))?.[1]);
  const items = at < 0 ? shown : shown.toSpliced(at, 1);
  assert.equal(items.length + missing, original.length);
  items.forEach((item, i) => {
    checkCuts(item, original[at < 0 || i < at ? i : i + missing], sign);
  });
}

function checkObject(shown: Json, original: Json, sign: string): void {
  const { [sign]: mark, ...members } = shown;
  const missing =
    mark === undefined ? 0 : numberOf(/^([\d,]+) more keys?$/.exec(String(mark))?.[1]);
  assert.equal(Object.keys(members).length + missing, Object.keys(original).length);
  for (const [key, member] of Object.entries(members)) checkCuts(member, original[key], sign);
}

function numberOf(digits: string | undefined): number {
  assert.ok(digits !== undefined, "a difference without a mark");
  return Number(digits.replaceAll(",", ""));
}
