import fc from "fast-check";
import { expect, it } from "vitest";
import { hasTypeArguments } from "../../src/compile/type-arguments.js";

/** The same as one pattern, which takes quadratic time. */
const PATTERN = /[\p{ID_Continue}$]<[\p{ID_Continue}$\s,.|&[\]<>{}:;"'/-]+>\s*[(`]/u;

it.each([
  ["f<number>(1)", true],
  ["parse<Issue[]>(text)", true],
  ["a.b<{ c: string }>\n(1)", true],
  ["sql<Row>`select`", true],
  ["$<Row>(1)", true],
  ["f<Größe>(1)", true],
  ["pick<'full-name' | 'a/b'>(1)", true],
  ["f<-1>(1)", true],
  ["a < b", false],
  ["f<>(1)", false],
  ["a<b>c", false],
  ["a <b>(c)", false],
  ["if (a<b && c>(d)) {}", true],
])("tells type arguments: %s", (code, expected) => {
  expect(hasTypeArguments(code)).toBe(expected);
});

it("tells the same as one pattern does", () => {
  const code = fc
    .array(fc.constantFrom("a", "é", "$", "<", ">", "(", "`", " ", "\n", ",", "-", "+"))
    .map((c) => c.join(""));
  fc.assert(
    fc.property(code, (text) => {
      expect(hasTypeArguments(text)).toBe(PATTERN.test(text));
    }),
    { numRuns: 5_000 },
  );
});
