import { createScanner, findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { withinObject } from "./within-object.js";

/** A comment, if there is one, and nothing else up to the next line. */
const END_OF_LINE = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?\r?\n/;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes properties out of an object in a text of JSON, each with its comma and a comment behind it on its line.
 * All else stays as it is: comments of their neighbours, and how they are formatted.
 */
export function removeProperties(
  text: string,
  owner: readonly string[],
  names: readonly string[],
): string {
  return withinObject(text, owner, (object) => names.reduce(removeProperty, object));
}

function removeProperty(text: string, name: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const property = root && findNodeAtLocation(root, [name])?.parent;
  if (property === undefined) return text;
  const { start, end } = rangeOf(property);
  const next = commaAfter(text, end);
  const before = next === undefined ? commaBefore(text, property) : undefined;
  const own = wholeLines(text, { start, end: next === undefined ? end : next.end });
  const parts = before === undefined ? [own] : [before, own];
  return parts.reduceRight((left, part) => left.slice(0, part.start) + left.slice(part.end), text);
}

/** How lines begin and end. */
export interface Layout {
  readonly indent: string;
  readonly eol: string;
}

/**
 * Adds a property behind the last of an object, which stays as it is with the comment behind it; `undefined`
 * where there is no last, or it does not stand on lines of its own.
 */
export function appendProperty(
  text: string,
  { path, value }: { readonly path: readonly string[]; readonly value: unknown },
  { indent, eol }: Layout,
): string | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const owner = root && findNodeAtLocation(root, path.slice(0, -1));
  const last = owner?.type === "object" ? owner.children?.at(-1) : undefined;
  if (last === undefined) return undefined;
  const [, lead] = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.offset)) ?? [];
  const { end } = rangeOf(last);
  const comma = commaAfter(text, end);
  const from = comma?.end ?? end;
  const [rest] = END_OF_LINE.exec(text.slice(from)) ?? [];
  if (lead === undefined || rest === undefined) return undefined;
  const at = from + rest.trimEnd().length;
  const json = JSON.stringify(value, null, indent).replaceAll("\n", `${eol}${lead}`);
  const added = `${eol}${lead}${JSON.stringify(path.at(-1))}: ${json}`;
  const [before, after] = comma === undefined ? [",", ""] : ["", ","];
  return text.slice(0, end) + before + text.slice(end, at) + added + after + text.slice(at);
}

/** Puts a property into an object that is empty, on lines of its own; `undefined` for one that is not. */
export function firstProperty(
  text: string,
  { name, value }: { readonly name: string; readonly value: unknown },
  { indent, eol, lead }: Layout & { readonly lead: string },
): string | undefined {
  if (!/^\{\s*\}$/.test(text)) return undefined;
  const json = JSON.stringify(value, null, indent).replaceAll("\n", `${eol}${lead}${indent}`);
  return `{${eol}${lead}${indent}${JSON.stringify(name)}: ${json}${eol}${lead}}`;
}

function rangeOf({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}

/** The comma that comes next, if one does. */
function commaAfter(text: string, from: number): Range | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const start = scanner.getTokenOffset();
  return text[start] === "," ? { start, end: start + 1 } : undefined;
}

/** The comma that a property without one behind it leaves behind its neighbour. */
function commaBefore(text: string, property: Node): Range | undefined {
  const siblings = property.parent?.children ?? [];
  const neighbour = siblings[siblings.indexOf(property) - 1];
  return neighbour && commaAfter(text, rangeOf(neighbour).end);
}

/** The lines of a range, if nothing else but a comment at the end stands on them. */
function wholeLines(text: string, range: Range): Range {
  const [indent = ""] = /[ \t]*$/.exec(text.slice(0, range.start)) ?? [];
  const start = range.start - indent.length;
  const [rest] = END_OF_LINE.exec(text.slice(range.end)) ?? [];
  if (text[start - 1] === "\n" && rest !== undefined)
    return { start, end: range.end + rest.length };
  const [space = ""] = /^[ \t]*/.exec(text.slice(range.end)) ?? [];
  return { start: range.start, end: range.end + space.length };
}
