import { CodeError } from "./code-error.js";
import type { CompiledCode, Position } from "./compiled-code.js";
import { type ParsedScript, parseScript } from "./parse-script.js";
import { startsWithFence, stripFences } from "./strip-fences.js";
import { stripTags } from "./strip-tags.js";
import { type StrippedCode, stripTypes } from "./strip-types.js";
import { betterOf, failureOf, NO_IMPORTS } from "./syntax-failure.js";
import { TextLines } from "./text-lines.js";
import { hasTypeArguments } from "./type-arguments.js";
import { type ExportFree, withoutExports, withoutLinesOfModules } from "./without-exports.js";
import { wrapCode } from "./wrap-code.js";

/**
 * Makes the text a model sent ready for the guest: markdown fences, tags around it, `export default`, a missing
 * `return` and TypeScript are understood, and no line changes its number.
 *
 * @throws CodeError `CODE_INVALID` with the place in the text.
 */
export async function compileCode(sent: string): Promise<CompiledCode> {
  if (typeof sent !== "string") {
    throw new CodeError(`The code must be a string, not ${typeof sent}`, undefined);
  }
  // Engines do not agree on where a carriage return alone ends a line; it means what a line feed means.
  const source = sent.replace(/^\uFEFF/, "").replace(/\r(?!\n)/g, "\n");
  const text = stripTags(source);
  if (startsWithFence(text)) return compileBody(source, stripFences(text));
  try {
    return await compileBody(source, text);
  } catch (error) {
    const unfenced = stripFences(text);
    if (unfenced === text || !(error instanceof CodeError)) throw error;
    return compileBody(source, unfenced);
  }
}

async function compileBody(source: string, text: string): Promise<CompiledCode> {
  if (text.trim() === "") {
    throw new CodeError("There is no code to run: the text is empty", undefined);
  }
  const { body, exported, parsed } = withoutExports(text.replace(/^#!/, "//"));
  if ("program" in parsed && parsed.readsAsFence) throw fenceFound();
  if ("program" in parsed && !hasTypeArguments(body)) {
    return assemble(source, { body, exported }, parsed, (position) => position);
  }
  if (!("program" in parsed) && parsed.isTooDeep) throw failureOf(body, parsed);
  try {
    const stripped = await strippedOf(body, exported);
    const found = { body: stripped.code, exported: exported ?? stripped.exported };
    const script = parseScript(stripped.code);
    if (!("program" in script)) throw locatedBy(stripped, failureOf(stripped.code, script));
    // As after "Sure!", which is TypeScript.
    if (script.readsAsFence) throw fenceFound();
    return assemble(source, found, script, stripped.locate);
  } catch (error) {
    if ("program" in parsed) {
      return assemble(source, { body, exported }, parsed, (position) => position);
    }
    if (!(error instanceof CodeError) || error.position === undefined) throw error;
    throw await betterOf(failureOf(body, parsed), error, body);
  }
}

function fenceFound(): CodeError {
  return new CodeError("The code contains a markdown fence", undefined);
}

async function strippedOf(
  body: string,
  exported: string | undefined,
): Promise<StrippedCode & { readonly exported?: string | undefined }> {
  try {
    return await stripTypes(body);
  } catch (error) {
    if (!(error instanceof CodeError) || error.position === undefined) throw error;
    const without = withoutLinesOfModules(body, exported);
    if (without.body === body) throw error;
    return { ...(await stripTypes(without.body)), exported: without.exported };
  }
}

/** Code that is printed anew has lines of its own: the model knows those that it wrote. */
function locatedBy({ locate }: StrippedCode, { message, position }: CodeError): CodeError {
  return new CodeError(message, position && locate(position));
}

function assemble(
  source: string,
  { body, exported }: ExportFree,
  script: ParsedScript,
  locate: (position: Position) => Position | undefined,
): CompiledCode {
  if (script.dynamicImport !== undefined) {
    const position = locate(new TextLines(body).positionAt(script.dynamicImport));
    throw new CodeError(`import() is not available: ${NO_IMPORTS}`, position);
  }
  const wrapped = wrapCode(body, script, exported);
  return {
    code: wrapped.code,
    source,
    locate(position) {
      const inBody = wrapped.locate(position);
      return inBody === undefined ? undefined : locate(inBody);
    },
  };
}
