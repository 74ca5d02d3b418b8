import type { Program, TaggedTemplateExpression, TemplateElement } from "acorn";
import type { EditedText } from "./edited-text.js";
import { visitNodes } from "./visit-nodes.js";

/** The part of code that is the text of a string or of a template. */
interface LiteralText {
  readonly start: number;
  readonly end: number;
  /** Code can read it as it is written. */
  readonly isRaw: boolean;
}

/**
 * Writes U+2028 and U+2029 so that all engines count the same lines: V8 ends a line at each, QuickJS only
 * at those that stand outside of literals and comments. Outside of literals they mean what a line feed
 * means, and within they can be escaped. What a tag can read as it is written is left alone.
 */
export function replaceSeparators(edited: EditedText, body: string, program: Program): void {
  if (!/[\u2028\u2029]/.test(body)) return;
  const literals = literalsWithSeparators(body, program);
  let index = 0;
  for (const { 0: separator, index: at } of body.matchAll(/[\u2028\u2029]/g)) {
    while (index < literals.length && (literals[index] as LiteralText).end <= at) index++;
    const literal = literals[index];
    const isInLiteral = literal !== undefined && literal.start <= at;
    if (isInLiteral && literal.isRaw) continue;
    const isText = isInLiteral && !isEscaped(body, at);
    edited.replace(at, at + 1, isText ? (ESCAPES[separator] ?? separator) : "\n");
  }
}

const ESCAPES: Readonly<Record<string, string>> = { "\u2028": "\\u2028", "\u2029": "\\u2029" };

function literalsWithSeparators(body: string, program: Program): LiteralText[] {
  const found: LiteralText[] = [];
  const raw = new Set<TemplateElement>();
  visitNodes(program, (node) => {
    if (node.type === "TaggedTemplateExpression") {
      for (const element of (node as TaggedTemplateExpression).quasi.quasis) raw.add(element);
    }
    if (node.type !== "Literal" && node.type !== "TemplateElement") return;
    const { start, end } = node;
    if (!/[\u2028\u2029]/.test(body.slice(start, end))) return;
    found.push({ start, end, isRaw: raw.has(node as TemplateElement) });
  });
  return found.sort((a, b) => a.start - b.start);
}

/** True after a backslash that is none itself: the two continue the line. */
function isEscaped(body: string, at: number): boolean {
  let before = at;
  while (body[before - 1] === "\\") before--;
  return (at - before) % 2 === 1;
}
