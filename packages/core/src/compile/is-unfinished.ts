import { parse } from "acorn";
import { parseScript } from "./parse-script.js";
import { endsTooSoon, type GivenUp, typesEndTooSoon } from "./typed-failure.js";

/**
 * True for code that is not wrong so far, and goes on: a parser, of JavaScript or of TypeScript, is content
 * with it up to its end, and there wants more. It is never run.
 */
export async function isUnfinished(code: string): Promise<boolean> {
  const script = parseScript(code);
  if ("program" in script) return false;
  if (endsTooSoon(code, script)) return true;
  const module = moduleFailure(code);
  if (module === undefined) return false;
  if (endsTooSoon(code, module)) return true;
  return typesEndTooSoon(code);
}

/** For `export default`, which is understood. */
function moduleFailure(code: string): GivenUp | undefined {
  try {
    const allowed = { allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true };
    parse(code, { ecmaVersion: "latest", sourceType: "module", ...allowed });
    return undefined;
  } catch (error) {
    const { message, pos } = error as SyntaxError & { pos: number };
    return { message, offset: pos };
  }
}
