const OPERATORS =
  "return|typeof|void|delete|await|yield|throw|case|new|in|of|instanceof|else|do|default";

/**
 * What may begin something that the compiler reports: an older assertion of a type, which does not follow a name
 * as type arguments do, or a word of modules.
 */
export const REPORTED: RegExp = new RegExp(
  String.raw`(?<![\w$])<|(?<=(?<![\w$])(?:${OPERATORS}))<|(?<![\w$])(?:im|ex)port(?![\w$])`,
  "g",
);

/**
 * What it costs the compiler to report all that it may, in characters: with each report it goes through the whole
 * line.
 */
export function costOfReports(code: string): number {
  let cost = 0;
  for (const line of code.split("\n")) {
    let reports = 0;
    for (const _ of line.matchAll(REPORTED)) reports++;
    cost += reports * line.length;
  }
  return cost;
}
