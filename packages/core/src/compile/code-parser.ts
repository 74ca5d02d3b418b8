import { type Expression, type Node, type Options, Parser, type Statement, tokTypes } from "acorn";
import { NameList } from "./name-list.js";

/** What acorn's plugins override and call, which its types leave out. */
interface AcornInternals {
  readonly type: unknown;
  readonly start: number;
  readonly scopeStack: { var: string[]; lexical: string[]; functions: string[] }[];
  declareName(name: string, bindingType: number, offset: number): void;
  validateRegExpPattern(state: { readonly source: string }): void;
  startNode(): Node;
  next(): void;
  eat(type: unknown): boolean;
  parseExpression(): Expression;
  semicolon(): void;
  finishNode(node: Node, type: string): Statement;
  parseStatement(context?: string | null, topLevel?: boolean, exports?: unknown): Statement;
}

const LONGEST_PATTERN = 5_000;

type AcornParser = new (options: Options, input: string) => AcornInternals & Pick<Parser, "parse">;

const OpenParser: AcornParser = Parser as unknown as AcornParser;

/** Reads code as it will be once `export` is blanked, and keeps where each one stands. */
export class CodeParser extends OpenParser {
  readonly exports: number[] = [];

  /** Where the parser is. */
  get offset(): number {
    return this.start;
  }

  /** Each name that is declared is looked for among those of its scope that are. */
  override declareName(name: string, bindingType: number, offset: number): void {
    const scope = this.scopeStack.at(-1);
    if (scope !== undefined) {
      scope.var = NameList.grown(scope.var);
      scope.lexical = NameList.grown(scope.lexical);
      scope.functions = NameList.grown(scope.functions);
    }
    super.declareName(name, bindingType, offset);
  }

  /** It takes quadratic time, and the engine that runs the code looks at patterns by itself. */
  override validateRegExpPattern(state: { readonly source: string }): void {
    if (state.source.length <= LONGEST_PATTERN) super.validateRegExpPattern(state);
  }

  override parseStatement(
    context?: string | null,
    topLevel?: boolean,
    exports?: unknown,
  ): Statement {
    if (this.type !== tokTypes._export) return super.parseStatement(context, topLevel, exports);
    const node = this.startNode();
    this.exports.push(this.start);
    this.next();
    if (!this.eat(tokTypes._default)) return super.parseStatement(context, topLevel, exports);
    this.parseExpression();
    this.semicolon();
    return this.finishNode(node, "EmptyStatement");
  }
}
