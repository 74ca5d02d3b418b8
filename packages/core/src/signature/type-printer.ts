import { type DocLevel, docLines } from "./doc-text.js";
import { typeOfMember } from "./inherited-names.js";
import { propertyKey } from "./literal-text.js";
import { plainText } from "./plain-text.js";
import type {
  LiteralsType,
  Member,
  ObjectType,
  PlainType,
  TupleType,
  TypeNode,
} from "./type-node.js";

/** How types are printed. */
export interface PrintStyle {
  readonly docs: DocLevel;
  /** Names in view, beside a property's own: what its description need not repeat. */
  readonly names: readonly string[];
  /** Objects nested deeper are not shown. */
  readonly maxDepth: number;
  /** Members of one object that are shown. */
  readonly maxMembers: number;
  /** Literals of one enumeration that are shown. */
  readonly maxLiterals: number;
  /** Types declared beside the text whose declaration says what they are; further ones are `unknown`. */
  readonly maxTypes: number;
  /** The name under which a type is declared elsewhere; `undefined` for one that stands in place. */
  readonly nameOf: (type: TypeNode) => string | undefined;
}

/** An object without comments stands on one line up to this width. */
const LINE = 100;
const MAX_LITERAL_DOC = 40;

/** Prints a type. `depth` counts the objects around it; lines after the first are indented for it. */
export function printType(type: TypeNode, style: PrintStyle, depth = 0): string {
  switch (type.kind) {
    case "plain":
      return printPlain(type);
    case "literals":
      return printLiterals(type, style);
    case "array":
      return `${printTight(type.item, style, depth)}[]`;
    case "tuple":
      return printTuple(type, style, depth);
    case "object":
      return style.nameOf(type) ?? printObject(type, style, depth);
    case "reference":
      return style.nameOf(type) ?? printType(type.to.type, style, depth);
    case "union":
      return [...new Set(type.parts.map((part) => printType(part, style, depth)))].join(" | ");
    case "intersection":
      return type.parts.map((part) => printTight(part, style, depth)).join(" & ");
  }
}

/** The type itself, even if it is declared elsewhere: what its declaration says. */
export function printDeclared(type: TypeNode, style: PrintStyle): string {
  const declared = behind(type, { ...style, nameOf: () => undefined });
  return declared.kind === "object" ? printObject(declared, style, 0) : printType(declared, style);
}

/** A comment before a member or a declaration, ready to stand before it. */
export function printDoc(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n${indent}`;
  const starred = lines.map((line) => `${indent} * ${line}\n`).join("");
  return `/**\n${starred}${indent} */\n${indent}`;
}

/** A type within another, in parentheses where it needs them. */
function printTight(type: TypeNode, style: PrintStyle, depth: number): string {
  const text = printType(type, style, depth);
  const { kind } = behind(type, style);
  const isLoose = kind === "union" || kind === "intersection" || kind === "literals";
  return isLoose && text.includes(" ") ? `(${text})` : text;
}

function behind(type: TypeNode, style: PrintStyle): TypeNode {
  let inner = type;
  while (inner.kind === "reference" && style.nameOf(inner) === undefined) inner = inner.to.type;
  return inner;
}

function printPlain({ text, note }: PlainType): string {
  return note === undefined ? text : `${text} /* ${note} */`;
}

function printLiterals({ values, total, widened }: LiteralsType, style: PrintStyle): string {
  if (total > style.maxLiterals) {
    const some = values.slice(0, 8).map(({ text }) => text);
    return `${widened} /* one of ${total}: ${plainText(some.join(", "))}, … */`;
  }
  const isTold = style.docs !== "facts";
  return values
    .map(({ text, description }) => {
      const told = plainText((isTold ? description : undefined)?.slice(0, 200) ?? "");
      return told === "" || told.length > MAX_LITERAL_DOC ? text : `${text} /* ${told} */`;
    })
    .join(" | ");
}

function printTuple(
  { items, required, rest }: TupleType,
  style: PrintStyle,
  depth: number,
): string {
  const parts = items.map((item, position) => {
    return position < required
      ? printType(item, style, depth)
      : `${printTight(item, style, depth)}?`;
  });
  if (rest !== undefined) parts.push(`...${printTight(rest, style, depth)}[]`);
  return `[${parts.join(", ")}]`;
}

function printObject(type: ObjectType, style: PrintStyle, depth: number): string {
  if (type.members.length === 0 && type.index === undefined) return "{}";
  if (depth >= style.maxDepth) {
    const count = type.members.length + type.more;
    return `Record<string, unknown> /* ${count} ${count === 1 ? "property" : "properties"} */`;
  }
  const indent = "  ".repeat(depth + 1);
  const shown = firstMembers(type.members, style.maxMembers);
  const members = shown.map((member) => printMember(member, style, depth + 1, indent));
  const left = type.more + type.members.length - shown.length;
  const index = printIndex(type, style, depth + 1, left);
  if (index !== undefined) members.push(index);
  const line = `{ ${members.join("; ")} }`;
  if (line.length <= LINE && !line.includes("\n") && !line.includes("/**")) return line;
  return `{\n${members.map((member) => `${indent}${member};\n`).join("")}${"  ".repeat(depth)}}`;
}

/** The members that are shown where there is no room for all: those first that no value can do without. */
function firstMembers(members: readonly Member[], count: number): readonly Member[] {
  if (members.length <= count) return members;
  const byNeed = [
    ...members.filter(({ optional }) => !optional),
    ...members.filter(({ optional }) => optional),
  ];
  const chosen = new Set(byNeed.slice(0, count));
  return members.filter((member) => chosen.has(member));
}

function printMember(member: Member, style: PrintStyle, depth: number, indent: string): string {
  const { name, optional, doc } = member;
  const comment = printDoc(docLines(doc, style.docs, [name, ...style.names]), indent);
  const type = printType(typeOfMember(member), style, depth);
  return `${comment}${propertyKey(name)}${optional ? "?" : ""}: ${type}`;
}

function printIndex(
  { index, indexNote }: ObjectType,
  style: PrintStyle,
  depth: number,
  left: number,
): string | undefined {
  if (left > 0) return `[key: string]: unknown /* ${left} more properties */`;
  if (index === undefined) return undefined;
  const note = indexNote === undefined ? "" : `/* ${indexNote} */ `;
  return `[${note}key: string]: ${printType(index, style, depth)}`;
}
