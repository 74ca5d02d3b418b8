import type { Expression, ModuleDeclaration, Node, Statement } from "acorn";
import type { EditedText } from "./edited-text.js";
import type { ParsedScript } from "./parse-script.js";
import { visitNodes } from "./visit-nodes.js";

const CALL_IF_FUNCTION = '((f) => typeof f === "function" ? f() : f)(';

/**
 * The statement that returns what code exports by default under a name, which a class is as it stands, and a
 * function by what it gives; `undefined` for a function that the code has called by itself, for whatever
 * that does must not be done twice.
 */
export function defaultExport({ program }: ParsedScript, name: string): string | undefined {
  const value = initialOf(program.body, name);
  const own = value?.type === "Identifier" ? value.name : name;
  const declared = own === name ? value : initialOf(program.body, own);
  if (declared?.type === "ClassDeclaration" || declared?.type === "ClassExpression") {
    return `return ${name};`;
  }
  if (program.body.some((statement) => calls(statement, own))) return undefined;
  return `return ${CALL_IF_FUNCTION}${name});`;
}

/**
 * Lets a class or a function that has no name be called "default", as in a module, where it would have that of
 * the variable which stands in the place of `export default`, or that which it was given to be a declaration.
 */
export function nameDefault(edited: EditedText, { program }: ParsedScript, name: string): void {
  const value = MADE_NAME.test(name) ? initialOf(program.body, name) : undefined;
  if (value === undefined || !NAMED_BY_PLACE.test(value.type)) return;
  const { type, id, start, end } = value as Node & { readonly id?: Node | null };
  if (/Declaration$/.test(type) && id) {
    edited.insert(start, `var ${name}={default:`);
    edited.replace(id.start, id.end, "");
    edited.insert(end, "}.default;");
  } else if (!id) {
    edited.insert(start, "{default:");
    edited.insert(end, "}.default");
  }
}

type Declared = Expression | Statement | ModuleDeclaration;

/** As variables and declarations are called that stand in the place of `export default`. */
const MADE_NAME = /^\$[_\da-z]{7}$/;
const NAMED_BY_PLACE = /^(?:(?:Arrow)?Function|Class)(?:Expression|Declaration)$/;

/** What a name stands for at first. */
function initialOf(
  statements: readonly (Statement | ModuleDeclaration)[],
  name: string,
): Declared | undefined {
  for (const statement of statements) {
    if (statement.type === "ClassDeclaration" || statement.type === "FunctionDeclaration") {
      if (statement.id.name === name) return statement;
    } else if (statement.type === "VariableDeclaration") {
      for (const { id, init } of statement.declarations) {
        if (id.type === "Identifier" && id.name === name) return init ?? undefined;
      }
    }
  }
  return undefined;
}

/**
 * Whether a statement, as it is run itself, calls a function: what is within another function is run if that
 * is called at once.
 */
function calls(statement: Statement | ModuleDeclaration, name: string): boolean {
  let found = false;
  const called = new Set<Node>();
  visitNodes(statement, (node) => {
    if (isFunction(node)) return called.has(node);
    const { type, callee } = node as Node & { readonly callee?: Expression };
    if (type !== "CallExpression" || callee === undefined) return true;
    called.add(callee);
    found ||= callee.type === "Identifier" && callee.name === name;
    return true;
  });
  return found;
}

function isFunction({ type }: Node): boolean {
  return /Function/.test(type);
}
