import type { Program } from "acorn";
import { CodeParser } from "./code-parser.js";

/** What the compiler needs to know of a piece of code. */
export interface ParsedScript {
  readonly program: Program;
  /** Where each `export` stands. */
  readonly exports: readonly number[];
  /** A `return` outside any function: the code says itself what its result is. */
  readonly returns: boolean;
  /** Where the first `import()` stands, which no sandbox has. */
  readonly dynamicImport: number | undefined;
  /**
   * A template literal tags another one. Nobody writes that, but a markdown fence within prose reads
   * so, three backticks being an empty template and the begin of the next.
   */
  readonly readsAsFence: boolean;
}

/** Why a piece of code is no JavaScript. */
export interface ParseFailure {
  readonly message: string;
  /** Where, in characters from 0. */
  readonly offset: number;
  /** It may be JavaScript, but is nested deeper than the parser's stack allows. */
  readonly isTooDeep: boolean;
  /** Whether the place is one where `await` may stand. */
  readonly canAwait: boolean;
  /** Where `await` last stood as a name. */
  readonly awaitName: number | undefined;
  /** Where each `export` up to there stands. */
  readonly exports: readonly number[];
}

/** Parses code as the body of an async function, as if no `export` stood before its statements. */
export function parseScript(code: string): ParsedScript | ParseFailure {
  const parser = new CodeParser(
    {
      ecmaVersion: "latest",
      sourceType: "script",
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    },
    code,
  );
  const { exports } = parser;
  let program: Program;
  try {
    program = parser.parse();
  } catch (error) {
    const { message, pos } = error as Error & { pos?: number };
    // The parser reports what its own stack is too small for, but not what its check of patterns needs.
    const isTooDeep = pos === undefined || message.startsWith("Not enough stack space");
    const offset = pos ?? parser.offset;
    const { canAwait, awaitName } = parser;
    const words = message.replace(/ \(\d+:\d+\)$/, "");
    return { message: words, offset, isTooDeep, canAwait, awaitName, exports };
  }
  const { returns, dynamicImport, tagsTemplate: readsAsFence } = parser;
  return { program, exports, returns, dynamicImport, readsAsFence };
}
