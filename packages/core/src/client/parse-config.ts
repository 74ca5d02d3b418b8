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
  "disabledTools",
  "enabled",
  "dev",
  "gallery",
  "icon",
  "version",
] as const;

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
export function parseClientConfig(config: unknown): Map<string, ServerConfig> {
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
    const server = parseServerConfig(name, entry);
    if (server.disabled !== true) parsed.set(name, server);
  }
  return parsed;
}

/**
 * Checks the entry of one server.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function parseServerConfig(name: string, entry: unknown): ServerConfig {
  const place = `mcpServers.${name}`;
  if (!isObject(entry)) throw wrongOption(place, "must be an object with command, url or server");
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(
    (key) => entry[key] !== undefined,
  );
  const [kind] = kinds;
  if (kind === undefined) throw missingKind(place, entry);
  if (kinds.length > 1)
    throw wrongOption(place, `has both ${kinds.join(" and ")}; keep one of them`);
  checkKeys(place, entry, Object.keys(KINDS[kind].shape));
  const [issue] = KINDS[kind].safeParse(entry).error?.issues ?? [];
  if (issue !== undefined) throw wrongValue(place, entry, issue);
  return normalised(entry);
}

/**
 * Other clients say `"type": "sse"` where we say `transport`, `enabled` for `disabled`, and
 * `disabledTools` for `disallowedTools`.
 */
function normalised({ enabled, disabledTools, ...entry }: Record<string, unknown>): ServerConfig {
  if (enabled === false) entry["disabled"] = true;
  const disabled = patterns.safeParse(disabledTools).data ?? [];
  const disallowed = patterns.safeParse(entry["disallowedTools"]).data ?? [];
  if (disabled.length > 0) entry["disallowedTools"] = [...disallowed, ...disabled];
  if ("url" in entry && entry["type"] === "sse") entry["transport"] ??= "sse";
  return entry as unknown as ServerConfig;
}

function wrongValue(place: string, entry: object, { path, ...issue }: Issue): ToolweaveError {
  const at = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  if (issue.code !== "invalid_type") return wrongOption(place + at, issue.message);
  const value = path.reduce<unknown>((parent, key) => (parent as Parent)[key], entry);
  return wrongOption(place + at, `must be ${withArticle(issue.expected)}, not ${kindOf(value)}`);
}

type Issue = z.core.$ZodIssue;
type Parent = Readonly<Record<PropertyKey, unknown>>;

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
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

function missingKind(place: string, entry: object): ToolweaveError {
  const known = Object.keys(KINDS);
  const wrong = Object.keys(entry).find((key) => nearestNames(key, known, 1).length > 0);
  if (wrong !== undefined) return unknownKey(place, wrong, known);
  return wrongOption(place, "needs command (a program to start), url, or server (a live server)");
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
