import type { ModuleDeclaration, Statement } from "acorn";
import type { Position } from "./compiled-code.js";
import { EditedText } from "./edited-text.js";
import type { ParsedScript } from "./parse-script.js";
import { replaceSeparators } from "./replace-separators.js";

/**
 * What stands for `export default`: a `return` that can be told from the model's own, and that the compiler
 * of TypeScript does not simplify where it prints code anew.
 */
export const DEFAULT_EXPORT = "return ~null,";

const CALL_IF_FUNCTION = '((f) => typeof f === "function" ? f() : f)(';

const HEAD = "(async () => {";

/** A body as the text of an async function expression, and the way back to the body's places. */
export interface WrappedCode {
  readonly code: string;
  locate(position: Position): Position | undefined;
}

/**
 * Makes code an async function, so that `await` and `return` work in it, and lets it return what it
 * evidently means to: its last expression, or the one function it consists of, called.
 */
export function wrapCode(body: string, script: ParsedScript): WrappedCode {
  const edited = new EditedText(body);
  const tail = script.returns ? callDefaultExport(edited, script) : addReturn(edited, body, script);
  replaceSeparators(edited, body, script.program);
  return {
    code: `${HEAD}${edited.text}\n${tail}})`,
    locate: ({ line, column }) =>
      edited.locate({ line, column: line === 1 ? column - HEAD.length : column }),
  };
}

function addReturn(edited: EditedText, body: string, { program }: ParsedScript): string {
  const statements = program.body.filter((statement) => !isWithoutValue(statement));
  const last = statements.at(-1);
  if (last === undefined) return "";
  if (statements.length === 1 && last.type === "FunctionDeclaration") {
    return `return ${last.id.name}();`;
  }
  if (last.type !== "ExpressionStatement") return "";
  if (statements.length === 1 && isFunction(last)) {
    const end = last.start + body.slice(last.start, last.end).replace(/;\s*$/, "").length;
    edited.insert(last.start, "return (");
    edited.insert(end, ")()");
  } else {
    edited.insert(last.start, "return ");
  }
  return "";
}

function callDefaultExport(edited: EditedText, { program }: ParsedScript): string {
  for (const statement of program.body) {
    if (statement.type !== "ReturnStatement") continue;
    const { argument } = statement;
    if (argument?.type !== "SequenceExpression") continue;
    const [marker, exported] = argument.expressions;
    if (marker?.type !== "UnaryExpression" || marker.operator !== "~" || !exported) continue;
    if (marker.argument.type !== "Literal" || marker.argument.raw !== "null") continue;
    edited.insert(exported.start, CALL_IF_FUNCTION);
    edited.insert(argument.end, ")");
    // What stands after it is never reached.
    break;
  }
  return "";
}

/** What only declares a name does nothing where it stands; the compiler puts those of namespaces last. */
function isWithoutValue(statement: Statement | ModuleDeclaration): boolean {
  if (statement.type === "EmptyStatement") return true;
  if (statement.type !== "VariableDeclaration" || statement.kind !== "var") return false;
  return statement.declarations.every(({ init }) => !init);
}

function isFunction(statement: Statement | ModuleDeclaration): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  return /^(Arrow)?FunctionExpression$/.test(statement.expression.type);
}
