import type { ModuleDeclaration, Statement } from "acorn";
import type { Position } from "./compiled-code.js";
import { defaultExport, nameDefault } from "./default-export.js";
import { EditedText } from "./edited-text.js";
import type { ParsedScript } from "./parse-script.js";
import { replaceSeparators } from "./replace-separators.js";

const HEAD = "(async () => {";

/** A body as the text of an async function expression, and the way back to the body's places. */
export interface WrappedCode {
  readonly code: string;
  locate(position: Position): Position | undefined;
}

/**
 * Makes code an async function, so that `await` and `return` work in it, and lets it return what it
 * evidently means to: its last expression, whatever functions stand behind it, or the one function it consists
 * of, called; or, once all of it has run, what it exports by default under the name `exported`, called likewise.
 */
export function wrapCode(
  body: string,
  script: ParsedScript,
  exported: string | undefined,
): WrappedCode {
  const edited = new EditedText(body);
  if (exported !== undefined) nameDefault(edited, script, exported);
  const value = exported === undefined ? undefined : defaultExport(script, exported);
  const tail = value ?? (script.returns ? "" : addReturn(edited, body, script, exported));
  replaceSeparators(edited, body, script.program);
  return {
    code: `${HEAD}${edited.text}\n${tail}})`,
    locate: ({ line, column }) =>
      edited.locate({ line, column: line === 1 ? column - HEAD.length : column }),
  };
}

function addReturn(
  edited: EditedText,
  body: string,
  { program }: ParsedScript,
  exported: string | undefined,
): string {
  const statements = program.body.filter(
    (statement, _, { length }) =>
      !isWithoutValue(statement, exported) && !(length > 1 && isDirective(statement)),
  );
  const [only] = statements;
  if (statements.length === 1 && only?.type === "FunctionDeclaration") {
    return `return ${only.id.name}();`;
  }
  // Functions are there from the beginning, wherever they stand: many write them behind what calls them.
  const last = statements.findLast(({ type }) => type !== "FunctionDeclaration");
  if (last?.type !== "ExpressionStatement") return "";
  if (statements.length === 1 && isFunction(last)) {
    const end = last.start + body.slice(last.start, last.end).replace(/;\s*$/, "").length;
    edited.insert(last.start, "return (");
    edited.insert(end, ")()");
  } else {
    edited.insert(last.start, "return ");
  }
  return "";
}

/** What only declares a name does nothing where it stands; the compiler puts those of namespaces last. */
function isWithoutValue(
  statement: Statement | ModuleDeclaration,
  exported: string | undefined,
): boolean {
  if (statement.type === "EmptyStatement") return true;
  if (statement.type === "FunctionDeclaration") return statement.id.name === exported;
  if (statement.type !== "VariableDeclaration" || statement.kind !== "var") return false;
  return statement.declarations.every(
    ({ id, init }) => !init || (id.type === "Identifier" && id.name === exported),
  );
}

/** As "use strict", which says how to run what follows. A text alone is a value. */
function isDirective(statement: Statement | ModuleDeclaration): boolean {
  return "directive" in statement && statement.directive?.startsWith("use ") === true;
}

function isFunction(statement: Statement | ModuleDeclaration): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  return /^(Arrow)?FunctionExpression$/.test(statement.expression.type);
}
