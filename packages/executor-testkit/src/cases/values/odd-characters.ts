import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";

/** Characters that channels take for their own: ends of lines, marks of byte order, halves, what can be composed. */
const CODES = [
  ...Array.from({ length: 0x21 }, (_, code) => code),
  ...[0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0x65, 0x301, 0x200b, 0x200e, 0x2028, 0x2029, 0x2060],
  ...[0xd800, 0x41, 0xdfff, 0xd83d, 0xde00, 0xfeff, 0xfffd, 0xfffe, 0xffff],
];
const TEXT = String.fromCharCode(...CODES);

/** A text passes whole in every direction, whatever separates the messages. */
export const ODD_CHARACTERS: ConformanceCase = {
  id: "values/odd-characters",
  title: "line separators, byte order marks and lone surrogates pass to a tool, back, and out",
  async run(context) {
    const { execute, servers } = await context.plain();
    const result = await execute(`
      const text = String.fromCharCode(${CODES});
      const answer = await kit.echo({ text });
      return [answer.text === text, text];`);
    const [isSame, text] = resultOf(result) as [boolean, string];
    assert.equal(shown(servers.calls[0]?.args["text"]), shown(TEXT), "the argument at the tool");
    assert.equal(isSame, true, "the tool's answer is not in code what the tool was given");
    assert.equal(shown(text), shown(TEXT), "the result");
  },
};

/** The numbers of the characters, for most of them cannot be seen. */
function shown(text: unknown): string {
  assert.equal(typeof text, "string");
  return Array.from({ length: (text as string).length }, (_, n) =>
    (text as string).charCodeAt(n).toString(16),
  ).join(" ");
}
