import { type Node, type Program, parse, type TaggedTemplateExpression } from "acorn";

/** What the compiler needs to know of a piece of code. */
export interface ParsedScript {
  readonly program: Program;
  /** A `return` outside any function: the code says itself what its result is. */
  readonly returns: boolean;
  /** The first `import()`, which no sandbox has. */
  readonly dynamicImport: Node | undefined;
  /**
   * A template literal tags another one. Nobody writes that, but a markdown fence within prose reads
   * so, three backticks being an empty template and the begin of the next.
   */
  readonly readsAsFence: boolean;
}

/** Why a piece of code is no JavaScript; `offset` counts characters from 0. */
export interface ParseFailure {
  readonly message: string;
  readonly offset: number;
}

/** Parses code as the body of an async function. */
export function parseScript(code: string): ParsedScript | ParseFailure {
  let program: Program;
  try {
    program = parse(code, {
      ecmaVersion: "latest",
      sourceType: "script",
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
  } catch (error) {
    const { message, pos } = error as SyntaxError & { pos: number };
    return { message: message.replace(/ \(\d+:\d+\)$/, ""), offset: pos };
  }
  return { program, ...inspect(program) };
}

const TEMPLATE = /^(TemplateLiteral|TaggedTemplateExpression)$/;

/** Walks without recursion: nesting is the model's choice, and our stack is not. */
function inspect(program: Program): Omit<ParsedScript, "program"> {
  let returns = false;
  let dynamicImport: Node | undefined;
  let readsAsFence = false;
  const queue: { node: Node; inFunction: boolean }[] = [{ node: program, inFunction: false }];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const { node } = item;
    if (node.type === "ReturnStatement" && !item.inFunction) returns = true;
    if (node.type === "ImportExpression") dynamicImport = node;
    if (node.type === "TaggedTemplateExpression") {
      readsAsFence ||= TEMPLATE.test((node as TaggedTemplateExpression).tag.type);
    }
    const inFunction = item.inFunction || /Function|^StaticBlock$/.test(node.type);
    for (const child of Object.values(node)) {
      for (const candidate of Array.isArray(child) ? child : [child]) {
        if (isNode(candidate)) queue.push({ node: candidate, inFunction });
      }
    }
  }
  return { returns, dynamicImport, readsAsFence };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
