import { isObject } from "./is-object.js";

/** An entry of a server as other programs write it, in our words. */
export function plainEntry(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  return withoutUndefined(fromCodex(fromWindsurf(fromZed(entry))));
}

type Entry = Readonly<Record<string, unknown>>;

/** Zed writes `{ command: { path, args, env } }`, and `source`, which says nothing of the server. */
function fromZed({ source: _, settings: __, ...entry }: Entry): Entry {
  if (!isObject(entry["command"])) return entry;
  const { path, args, env } = entry["command"];
  return { ...entry, command: path, args, env: env ?? undefined };
}

function fromWindsurf({ serverUrl, ...entry }: Entry): Entry {
  return serverUrl === undefined ? entry : { ...entry, url: entry["url"] ?? serverUrl };
}

function fromCodex(entry: Entry): Entry {
  const {
    startup_timeout_sec,
    startup_timeout_ms,
    tool_timeout_sec,
    bearer_token_env_var,
    http_headers,
    enabled_tools,
    disabled_tools,
    ...rest
  } = entry;
  const bearer =
    typeof bearer_token_env_var === "string"
      ? { Authorization: `Bearer \${${bearer_token_env_var}}` }
      : undefined;
  const headers =
    bearer === undefined && http_headers === undefined
      ? undefined
      : { ...(http_headers as object | undefined), ...bearer };
  return {
    headers,
    connectTimeoutMs: startup_timeout_ms ?? milliseconds(startup_timeout_sec),
    requestTimeoutMs: milliseconds(tool_timeout_sec),
    allowedTools: enabled_tools,
    disallowedTools: disabled_tools,
    ...rest,
  };
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === "number" ? seconds * 1_000 : undefined;
}

function withoutUndefined(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
