import { callExpression } from "../catalog/call-expression.js";
import type { ToolInfo } from "../contract/executor-host.js";
import type { OutputShape } from "../observed-outputs/output-shape.js";
import { fittingText, type TextLimits } from "./fitting-text.js";
import { printCall } from "./print-call.js";
import { SharedTypes } from "./shared-types.js";
import { readToolTypes } from "./tool-types.js";
import { printDeclared } from "./type-printer.js";

/** Where a signature is read: it says more in a list of a few tools than in an error's message. */
export type SignatureUse = "listing" | "search" | "error";

const LIMITS: Readonly<Record<SignatureUse, TextLimits>> = {
  listing: { docs: "facts", maxLength: 2_000, maxMembers: 60, maxLiterals: 40 },
  search: { docs: "short", maxLength: 4_000, maxMembers: 60, maxLiterals: 40 },
  error: { docs: "facts", maxLength: 800, maxMembers: 20, maxLiterals: 10 },
};

interface Known {
  readonly observed: OutputShape | undefined;
  readonly text: string;
}

/** By tool, and so for as long as it is defined as it is. */
const known = new WeakMap<ToolInfo, Map<string, Known>>();

/**
 * A tool as TypeScript, for a model to read: `github.list_issues(args: { owner: string }): Promise<…>`,
 * followed by a line for every type that it uses more than once. Its own description is not part of it.
 * Made when it is first asked for, and kept.
 */
export function toolSignature(
  tool: ToolInfo,
  namespace: string,
  use: SignatureUse,
  observed?: OutputShape,
): string {
  const key = `${use} ${namespace}`;
  const texts = known.get(tool) ?? new Map<string, Known>();
  known.set(tool, texts);
  const kept = texts.get(key);
  if (kept !== undefined && kept.observed === observed) return kept.text;
  const text = printSignature(
    tool,
    callExpression(namespace, tool.identifier),
    LIMITS[use],
    observed,
  );
  texts.set(key, { observed, text });
  return text;
}

function printSignature(
  tool: ToolInfo,
  call: string,
  limits: TextLimits,
  observed: OutputShape | undefined,
): string {
  const types = readToolTypes(tool, observed);
  const shared = new SharedTypes(limits.docs);
  shared.count(types.args);
  shared.count(types.result);
  const nameOf = shared.nameOf.bind(shared);
  const text = fittingText(
    limits,
    shared,
    { names: [tool.name, tool.description?.slice(0, 300) ?? ""], nameOf },
    (style) => {
      let printed = call + printCall(types, style);
      for (const [position, { name, type }] of shared.named.entries()) {
        const isShown = position < style.maxTypes;
        const declared = isShown ? printDeclared(type, style) : "unknown /* too large to show */";
        printed += `\ntype ${name} = ${declared};`;
        if (printed.length > limits.maxLength) break;
      }
      return printed;
    },
  );
  return text ?? `${call}(args: unknown /* too large to show */): Promise<unknown>`;
}
