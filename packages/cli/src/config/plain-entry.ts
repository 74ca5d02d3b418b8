import { isObject } from "./is-object.js";

type Entry = Readonly<Record<string, unknown>>;

/** What other programs call our keys: Windsurf, Gemini, Codex, Cherry Studio and Copilot, whose `tools` alone is an array. */
const NAMES: readonly (readonly [theirs: string, ours: string])[] = [
  ["serverUrl", "url"],
  ["httpUrl", "url"],
  ["includeTools", "allowedTools"],
  ["excludeTools", "disallowedTools"],
  ["enabled_tools", "allowedTools"],
  ["disabled_tools", "disallowedTools"],
  ["isActive", "enabled"],
  ["tools", "allowedTools"],
];

/** An entry of a server as other programs write it, in our words. */
export function plainEntry(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  return withTexts(fromCodex(NAMES.reduce(renamed, fromZed(entry))));
}

/** VS Code and others allow numbers as values of variables, and `null` for one that is not to be set; Zed, for all. */
function withTexts(entry: Entry): Entry {
  const { env, ...rest } = entry;
  if (env === null) return rest;
  if (!isObject(env)) return entry;
  const set = Object.entries(env).filter(([, value]) => value !== null);
  const texts = set.map(([name, value]) => [
    name,
    typeof value === "number" ? String(value) : value,
  ]);
  return { ...entry, env: Object.fromEntries(texts) };
}

/** A key that says the same as one that is there already stays, for whoever reads the entry to refuse. */
function renamed(entry: Entry, [theirs, ours]: readonly [string, string]): Entry {
  const { [theirs]: value, ...rest } = entry;
  if (value === undefined || entry[ours] !== undefined) return entry;
  return theirs === "tools" && !Array.isArray(value) ? entry : { ...rest, [ours]: value };
}

/** Zed writes `{ command: { path, args, env } }`, and `source`, which says nothing of the server. */
function fromZed({ source: _, settings: __, ...entry }: Entry): Entry {
  if (!isObject(entry["command"])) return entry;
  const { path, args, env } = entry["command"];
  return withoutUndefined({ ...entry, command: path, args, env: env ?? undefined });
}

/** Codex names variables of the environment, and counts seconds. */
function fromCodex(entry: Entry): Entry {
  const {
    startup_timeout_sec,
    startup_timeout_ms,
    tool_timeout_sec,
    bearer_token_env_var,
    http_headers,
    env_http_headers,
    env_vars,
    ...rest
  } = entry;
  const headers = {
    ...(http_headers as object | undefined),
    ...fromVariables(env_http_headers),
    ...(typeof bearer_token_env_var === "string" && {
      Authorization: `Bearer ${variable(bearer_token_env_var)}`,
    }),
  };
  return withoutUndefined({
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    connectTimeoutMs: startup_timeout_ms ?? milliseconds(startup_timeout_sec),
    requestTimeoutMs: milliseconds(tool_timeout_sec),
    ...rest,
    ...(Array.isArray(env_vars) && { env: { ...inherited(env_vars), ...(rest["env"] as object) } }),
  });
}

/** Headers by the names of the variables that have their values. */
function fromVariables(headers: unknown): Record<string, string> {
  const entries = isObject(headers) ? Object.entries(headers) : [];
  return Object.fromEntries(entries.map(([header, name]) => [header, variable(String(name))]));
}

/**
 * Variables that a server is to have as they are; one that is not set is empty. Codex also writes them as
 * `{ name, source }`; those of another machine are none of ours.
 */
function inherited(variables: readonly unknown[]): Record<string, string> {
  const named = variables.map((each) =>
    isObject(each) && each["source"] !== "remote" ? each["name"] : each,
  );
  const known = named.filter((name) => typeof name === "string");
  return Object.fromEntries(known.map((name) => [name, variable(name, ":-")]));
}

/** Stands for a variable. Only behind `env:` a name may have other characters than the usual. */
function variable(name: string, fallback: ":-" | "" = ""): string {
  return `\${${/^[A-Za-z_]\w*$/.test(name) ? "" : "env:"}${name}${fallback}}`;
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === "number" ? seconds * 1_000 : undefined;
}

function withoutUndefined(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
