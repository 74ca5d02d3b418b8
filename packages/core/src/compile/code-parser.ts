import { type Expression, type Node, type Options, Parser, type Statement, tokTypes } from "acorn";
import { NameList } from "./name-list.js";

/** What acorn's plugins override and call, which its types leave out. */
interface AcornInternals {
  readonly input: string;
  readonly type: unknown;
  readonly start: number;
  readonly lastTokEnd: number;
  readonly inFunction: boolean;
  readonly canAwait: boolean;
  readonly inClassStaticBlock: boolean;
  readonly scopeStack: { var: string[]; lexical: string[]; functions: string[] }[];
  declareName(name: string, bindingType: number, offset: number): void;
  validateRegExpPattern(state: { readonly source: string }): void;
  startNode(): Node;
  next(): void;
  getToken(): { readonly type: unknown };
  eat(type: unknown): boolean;
  parseExpression(): Expression;
  parseExportDefaultDeclaration(): Node;
  semicolon(): void;
  finishNode(node: Node, type: string): Statement;
  parseStatement(context?: string | null, topLevel?: boolean, exports?: unknown): Statement;
  parseReturnStatement(node: Node): Statement;
  parseExprImport(forNew?: unknown): Expression;
  parseIdent(liberal?: boolean): Node;
  raise(offset: number, message: string): never;
  parseTemplate(options?: { readonly isTagged?: boolean }): Node;
}

const LONGEST_PATTERN = 5_000;
const NAMED = /(?:(?:async\s+)?function(?:\s*\*\s*|\s+)|class\s+(?!extends\b))[\p{ID_Start}$_]/uy;

const NAMELESS = /(?:(?:async[ \t]+)?function(?:\s*\*)?\s*\(|class(?:\s*\{|\s+extends\b))/uy;

type AcornParser = new (options: Options, input: string) => AcornInternals & Pick<Parser, "parse">;

const OpenParser: AcornParser = Parser as unknown as AcornParser;

/** Reads code as it will be once `export` is blanked, and keeps what is to be known of it. */
export class CodeParser extends OpenParser {
  /** Where each `export` stands. */
  readonly exports: number[] = [];
  /** A `return` stands outside any function. */
  returns = false;
  /** Where the first `import()` stands. */
  dynamicImport: number | undefined;
  /** A template literal tags another one. */
  tagsTemplate = false;

  /** Where `await` last stood as a name, as it can in functions that are not async. */
  awaitName: number | undefined;

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

  override parseIdent(liberal?: boolean): Node {
    if (this.input.startsWith("await", this.start)) this.awaitName = this.start;
    return super.parseIdent(liberal);
  }

  override parseReturnStatement(node: Node): Statement {
    if (!this.inFunction && !this.inClassStaticBlock) this.returns = true;
    return super.parseReturnStatement(node);
  }

  override parseExprImport(forNew?: unknown): Expression {
    const { start } = this;
    const parsed = super.parseExprImport(forNew);
    // One within another is done first.
    const first = Math.min(start, this.dynamicImport ?? start);
    if (parsed.type === "ImportExpression") this.dynamicImport = first;
    return parsed;
  }

  override parseTemplate(options: { readonly isTagged?: boolean } = {}): Node {
    if (options.isTagged && this.input[this.lastTokEnd - 1] === "`") this.tagsTemplate = true;
    return super.parseTemplate(options);
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
    if (this.type === tokTypes.star) this.#refuseExport();
    if (this.eat(tokTypes.braceL)) this.#parseNames();
    else if (!this.eat(tokTypes._default) || this.#isNamedDeclaration()) {
      return super.parseStatement(context, topLevel, exports);
    } else if (this.#isNamelessDeclaration()) {
      this.parseExportDefaultDeclaration();
      return this.finishNode(node, "EmptyStatement");
    } else this.parseExpression();
    this.semicolon();
    return this.finishNode(node, "EmptyStatement");
  }

  /** Such as begins like an expression, but declares a name. */
  #isNamedDeclaration(): boolean {
    NAMED.lastIndex = this.start;
    return NAMED.test(this.input);
  }

  /** What ends where its braces do, whatever the next line begins with. */
  #isNamelessDeclaration(): boolean {
    NAMELESS.lastIndex = this.start;
    return NAMELESS.test(this.input);
  }

  /** Of `export { a, b as c }`. */
  #parseNames(): void {
    while (!this.eat(tokTypes.braceR)) {
      const { type } = this;
      if (type !== tokTypes.name && type !== tokTypes.comma && type !== tokTypes._default) {
        this.raise(this.start, "Unexpected token");
      }
      this.next();
    }
    if (this.type === tokTypes.name && this.input.startsWith("from", this.start)) {
      this.#refuseExport();
    }
  }

  /** What is exported is another module's. */
  #refuseExport(): never {
    return this.raise(this.exports.pop() ?? this.start, "Unexpected token");
  }
}
