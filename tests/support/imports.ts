import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

/** One module specifier that stands in a file, type-only imports included. */
export interface ImportSite {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** A top-level `import` or `export … from`, and not an `import()` or a type in passing. */
  readonly isStatic: boolean;
}

const IS_STATIC: Readonly<Record<string, boolean>> = {
  ImportDeclaration: true,
  ExportNamedDeclaration: true,
  ExportAllDeclaration: true,
  ImportExpression: false,
  TSImportType: false,
  TSModuleDeclaration: false,
};

/** Every specifier a file imports or re-exports from, computed ones excepted. */
export function importsOf(file: string): ImportSite[] {
  const text = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`);
  const found: ImportSite[] = [];
  visit(program, (node) => {
    const isStatic = IS_STATIC[node.type];
    if (isStatic === undefined) return;
    const specifier = literal(node["source"] ?? node["id"]);
    if (specifier === undefined) return;
    const line = text.slice(0, node.start).split("\n").length;
    found.push({ file, line, specifier, isStatic });
  });
  return found;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function visit(value: unknown, enter: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) enter(value);
  for (const child of Object.values(value)) visit(child, enter);
}

function isNode(value: object): value is Node {
  return "type" in value && typeof value.type === "string" && "start" in value;
}

/** The text of a string literal, also where the parser wraps it in a literal type. */
function literal(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if ("value" in node && typeof node.value === "string") return node.value;
  return "literal" in node ? literal(node.literal) : undefined;
}
