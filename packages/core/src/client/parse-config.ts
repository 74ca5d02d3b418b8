import { z } from "zod";
import { unknownKey, wrongOption } from "../errors/check-keys.js";
import { nearestNames } from "../errors/nearest-names.js";
import type { ToolweaveError } from "../errors/toolweave-error.js";
import type { ServerConfig } from "./server-config.js";

const text = z.string();
const milliseconds = z.number().positive();
const handler = z.function().optional() as z.ZodType<unknown>;
const patterns = z.array(text.min(1, "must not be empty")).optional();
const common = {
  allowedTools: patterns,
  disallowedTools: patterns,
  disabled: z.boolean().optional(),
  requestTimeoutMs: milliseconds.optional(),
  connectTimeoutMs: milliseconds.optional(),
  onSampling: handler,
  onElicitation: handler,
  roots: z.custom(isRoots, "must be an array of roots, or a function that gives one").optional(),
  // What other clients call `disabled` and `disallowedTools`: as strict, for they are there to restrict.
  enabled: z.boolean().optional(),
  disabledTools: patterns,
};

/** Keys that MCP clients write for their own use. */
const IGNORED = [
  "type",
  "name",
  "description",
  "timeout",
  "envFile",
  "alwaysAllow",
  "autoApprove",
  "dev",
  "gallery",
  "icon",
  "version",
] as const;

/** What is no text, so that only code can give it. */
const IN_CODE_ONLY: readonly string[] = [
  "server",
  "authProvider",
  "onSampling",
  "onElicitation",
  "roots",
];

/** Where a configuration comes from: advice on a file names only what a file can hold. */
export interface ConfigOrigin {
  readonly isFile?: boolean | undefined;
}

const KINDS = {
  command: z.object({
    command: text.min(1, "must not be empty"),
    args: z.array(text).optional(),
    env: z.record(text, text).optional(),
    cwd: text.optional(),
    ...common,
  }),
  url: z.object({
    url: text.min(1, "must not be empty"),
    headers: z.record(text, text).optional(),
    transport: z.enum(["http", "sse"]).optional(),
    authProvider: z.custom(isObject, "must be an OAuthClientProvider").optional(),
    ...common,
  }),
  server: z.object({
    server: z.custom(isLiveServer, "must be an McpServer or Server of the MCP SDK"),
    ...common,
  }),
} as const;

/**
 * Checks a configuration and gives its servers by name, disabled ones left out.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place and what is wrong with it.
 */
export function parseClientConfig(
  config: unknown,
  origin: ConfigOrigin = {},
): Map<string, ServerConfig> {
  if (!isObject(config))
    throw wrongOption("The configuration", "must be an object with mcpServers");
  const { mcpServers, servers, inputs: _, ...rest } = config;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw unknownKey("The configuration", unknown, ["mcpServers"]);
  if (mcpServers !== undefined && servers !== undefined) {
    throw wrongOption("The configuration", "has both mcpServers and servers; keep one of them");
  }
  const entries = mcpServers ?? servers ?? {};
  if (!isObject(entries)) throw wrongOption("mcpServers", "must be an object, one entry a server");
  const parsed = new Map<string, ServerConfig>();
  for (const [name, entry] of Object.entries(entries)) {
    const server = parseServerConfig(name, entry, origin);
    if (server.disabled !== true) parsed.set(name, server);
  }
  return parsed;
}

/**
 * Checks the entry of one server.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function parseServerConfig(
  name: string,
  entry: unknown,
  { isFile = false }: ConfigOrigin = {},
): ServerConfig {
  const place = `mcpServers.${name}`;
  const isKnown = (key: string): boolean => !isFile || !IN_CODE_ONLY.includes(key);
  const known = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(isKnown);
  if (!isObject(entry)) {
    const [last, ...before] = [...known].reverse();
    throw wrongOption(place, `must be an object with ${before.reverse().join(", ")} or ${last}`);
  }
  const kinds = known.filter((key) => entry[key] !== undefined);
  const [kind] = kinds;
  if (kind === undefined) throw missingKind(place, entry, known);
  if (kinds.length > 1)
    throw wrongOption(place, `has both ${kinds.join(" and ")}; keep one of them`);
  checkKeys(place, entry, Object.keys(KINDS[kind].shape).filter(isKnown));
  const [issue] = KINDS[kind].safeParse(entry).error?.issues ?? [];
  if (issue !== undefined) throw wrongValue(place, entry, issue);
  return normalised(entry);
}

/**
 * Other clients say `"type": "sse"` where we say `transport`, `enabled` for `disabled`, and
 * `disabledTools` for `disallowedTools`. Their `"type": "http"` is VS Code's, which falls back as we do.
 */
function normalised({ enabled, disabledTools, ...entry }: Checked): ServerConfig {
  if (enabled === false) entry["disabled"] = true;
  if (disabledTools !== undefined && disabledTools.length > 0) {
    entry.disallowedTools = [...(entry.disallowedTools ?? []), ...disabledTools];
  }
  if ("url" in entry && entry["type"] === "sse") entry["transport"] ??= "sse";
  return entry as unknown as ServerConfig;
}

/** An entry whose values have the types they must have. */
interface Checked extends Record<string, unknown> {
  readonly enabled?: boolean;
  readonly disabledTools?: readonly string[];
  disallowedTools?: readonly string[];
}

function wrongValue(place: string, entry: object, issue: Issue): ToolweaveError {
  const { path } = issue;
  const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const value = path.reduce<unknown>((parent, key) => (parent as Parent)[key], entry);
  return wrongOption(place + at, problemOf(issue, value));
}

/** The schema's own words are for who wrote the schema. */
function problemOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${withArticle(issue.expected)}, not ${kindOf(value)}`;
    case "too_small":
      return issue.origin === "number" ? `must be above ${issue.minimum}` : issue.message;
    case "invalid_value":
      return `must be ${issue.values.map((each) => JSON.stringify(each)).join(" or ")}`;
    default:
      return issue.message;
  }
}

type Issue = z.core.$ZodIssue;
type Parent = Readonly<Record<PropertyKey, unknown>>;

function kindOf(value: unknown): string {
  const isNamed = typeof value === "number" && !Number.isFinite(value);
  if (value === null || value === undefined || isNamed) return String(value);
  return withArticle(Array.isArray(value) ? "array" : typeof value);
}

function withArticle(noun: string): string {
  const word = noun === "record" ? "object" : noun;
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

function checkKeys(place: string, entry: object, known: readonly string[]): void {
  for (const key of Object.keys(entry)) {
    if (known.includes(key) || (IGNORED as readonly string[]).includes(key)) continue;
    throw unknownKey(place, key, known);
  }
}

function missingKind(place: string, entry: object, known: readonly string[]): ToolweaveError {
  const wrong = Object.keys(entry).find((key) => nearestNames(key, known, 1).length > 0);
  if (wrong !== undefined) return unknownKey(place, wrong, known);
  const live = known.includes("server") ? ", url, or server (a live server)" : " or url";
  return wrongOption(place, `needs command (a program to start)${live}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRoots(value: unknown): boolean {
  return typeof value === "function" || Array.isArray(value);
}

function isLiveServer(value: unknown): boolean {
  return isObject(value) && typeof value["connect"] === "function";
}
