import type { E2BExecutorOptions } from "@toolweave/core";
import { shown, wrongOption } from "@toolweave/core/node";

/** What an option takes: words for it, and the test. */
interface Kind {
  readonly takes: string;
  readonly fits: (value: unknown) => boolean;
}

const TEXT: Kind = {
  takes: "a text that is not empty",
  fits: (value) => typeof value === "string" && value !== "",
};
const YES_OR_NO: Kind = { takes: "true or false", fits: (value) => typeof value === "boolean" };
const TEXTS: Kind = { takes: "an object of texts", fits: isObjectOfTexts };
const FUNCTION: Kind = { takes: "a function", fits: (value) => typeof value === "function" };

/** Of those that are no numbers: numbers are checked where they are read, and the key as well. */
const KINDS: { readonly [Name in keyof E2BExecutorOptions]: Kind } = {
  template: TEXT,
  sandboxId: TEXT,
  domain: TEXT,
  apiUrl: TEXT,
  sandboxUrl: TEXT,
  headers: TEXTS,
  metadata: TEXTS,
  envs: TEXTS,
  allowInternetAccess: YES_OR_NO,
  keepAlive: YES_OR_NO,
  onSandbox: FUNCTION,
};

/**
 * Checks what nobody would miss: the text "false" as `allowInternetAccess`, say, would give sandboxes the internet.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the option.
 */
export function checkKinds(options: E2BExecutorOptions): void {
  for (const [name, { takes, fits }] of Object.entries(KINDS)) {
    const value = options[name as keyof E2BExecutorOptions];
    if (value === undefined || fits(value)) continue;
    throw wrongOption(`executorOptions.${name}`, `must be ${takes}, not ${described(value)}`);
  }
}

function isObjectOfTexts(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === "string");
}

/** An object may hold secrets, in headers and variables, and has nothing to show. */
function described(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object with others";
  return typeof value === "function" ? "a function" : shown(value);
}
