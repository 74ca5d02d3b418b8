import type { DocLevel } from "./doc-text.js";
import type { SharedTypes } from "./shared-types.js";
import type { PrintStyle } from "./type-printer.js";

/** How much of its types a text shows at most. */
export interface TextLimits {
  readonly docs: DocLevel;
  /** Characters. */
  readonly maxLength: number;
  readonly maxMembers: number;
  readonly maxLiterals: number;
}

/**
 * Prints with ever less detail until the text is short enough: first without descriptions, then with
 * fewer levels and members. `undefined` if it never is.
 */
export function fittingText(
  limits: TextLimits,
  shared: SharedTypes,
  names: Pick<PrintStyle, "names" | "nameOf">,
  print: (style: PrintStyle) => string,
): string | undefined {
  const { docs, maxLength, maxMembers, maxLiterals } = limits;
  const before = shared.named.length;
  const whole = { maxDepth: 20, maxMembers, maxLiterals, maxTypes: Number.POSITIVE_INFINITY };
  const attempts: Omit<PrintStyle, "names" | "nameOf">[] = [
    { ...whole, docs },
    { ...whole, docs: "facts" },
    {
      docs: "facts",
      maxDepth: 4,
      maxMembers: Math.min(maxMembers, 40),
      maxLiterals: 20,
      maxTypes: 10,
    },
    {
      docs: "facts",
      maxDepth: 2,
      maxMembers: Math.min(maxMembers, 20),
      maxLiterals: 10,
      maxTypes: 4,
    },
    {
      docs: "facts",
      maxDepth: 1,
      maxMembers: Math.min(maxMembers, 12),
      maxLiterals: 5,
      maxTypes: 0,
    },
  ];
  for (const attempt of attempts) {
    const text = print({ ...attempt, ...names });
    if (text.length <= maxLength) return text;
    shared.forgetBeyond(before);
  }
  return undefined;
}
