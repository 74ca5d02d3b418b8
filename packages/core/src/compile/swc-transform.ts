import type { Options, TransformOutput } from "@swc/wasm-typescript";
import { CodeError } from "./code-error.js";
import { loadSwc, type Swc } from "./load-swc.js";
import { MemoryImage, type WasmExports } from "./memory-image.js";
import { type PassedValues, valueSlot } from "./passed-values.js";
import { offsetOfShown } from "./shown-columns.js";

/** What the compiler throws at code that is no TypeScript: no Error, but a plain object. */
export interface SwcDiagnostic {
  readonly code: string;
  readonly message: string;
  /** From 1. */
  readonly startLine: number;
  /** From 0, in characters of JavaScript: the compiler's own count is of columns as they show. */
  readonly startColumn: number;
}

/** The TypeScript compiler of this process. */
export class SwcTransform {
  static #loading: Promise<SwcTransform> | undefined;
  readonly #swc: Swc & Partial<PassedValues>;
  #image: MemoryImage | undefined;

  private constructor(swc: Swc & { readonly __wasm?: WasmExports }) {
    this.#swc = swc;
    // No documented export: a version without it compiles all the same, and cannot be set back.
    this.#image = swc.__wasm && new MemoryImage(swc.__wasm);
  }

  /** @throws ToolweaveError as `loadSwc` does, and tries again at the next call. */
  static async load(): Promise<SwcTransform> {
    SwcTransform.#loading ??= loadSwc().then((swc) => new SwcTransform(swc));
    try {
      return await SwcTransform.#loading;
    } catch (error) {
      SwcTransform.#loading = undefined;
      throw error;
    }
  }

  /**
   * @throws SwcDiagnostic where the source is no TypeScript.
   * @throws CodeError without a place where the compiler breaks down, most often for want of stack.
   */
  transform(source: string, options: Options): TransformOutput {
    try {
      return this.#run(source, options);
    } catch (thrown) {
      if (isDiagnostic(thrown)) throw this.#placed(thrown, source);
      this.#recover();
      throw new CodeError(TOO_DEEP, undefined);
    }
  }

  #placed({ code, message, startLine, startColumn }: SwcDiagnostic, source: string): SwcDiagnostic {
    const line = source.split("\n")[startLine - 1]?.replace(/\r$/, "") ?? "";
    const offset = /^[ -~]*$/.test(line)
      ? startColumn
      : offsetOfShown(line, startColumn, (text) => this.#shownWidth(text));
    return { code, message, startLine, startColumn: offset };
  }

  /** Of a text in one line that ends no comment. The compiler tells where the mistake behind it shows. */
  #shownWidth(text: string): number {
    try {
      this.#run(`/*${text}*/)`, { mode: "strip-only" });
    } catch (thrown) {
      if (isDiagnostic(thrown)) return thrown.startColumn - "/**/".length;
    }
    return text.length;
  }

  #run(source: string, options: Options): TransformOutput {
    const slot = valueSlot(this.#swc);
    try {
      return this.#swc.transformSync(source, options);
    } catch (thrown) {
      if (!isDiagnostic(thrown)) slot?.release();
      throw thrown;
    }
  }

  /**
   * WebAssembly that was left in its midst has neither set back its stack pointer nor given back its
   * memory, and may have left its heap half changed. All of it is set back to what it was before.
   */
  #recover(): void {
    const image = this.#image;
    const lost = image?.restore() ?? 0;
    if (image === undefined || lost === 0) return;
    // The restored allocator knows nothing of the memory that was added since, and would let as much be
    // added each time. It is given that much once more to keep, which then is there the next time.
    try {
      this.#run(" ".repeat(lost), { mode: "strip-only" });
      this.#image = image.renew();
    } catch {
      image.restore();
    }
  }
}

/** What a piece of code that is nested too deeply is refused with. */
export const TOO_DEEP =
  "The code is nested too deeply to be compiled: give inner parts names and lines of their own";

function isDiagnostic(thrown: unknown): thrown is SwcDiagnostic {
  const { message, startLine, startColumn } = thrown as Partial<SwcDiagnostic>;
  return typeof message === "string" && startLine !== undefined && startColumn !== undefined;
}
