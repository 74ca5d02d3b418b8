import { failureReason } from "./failure-reason.js";
import type { SeenTokens } from "./seen-tokens.js";
import type { HttpServerConfig } from "./server-config.js";

/** Shorter ones would be found in ordinary words. */
const LEAST_LENGTH = 8;
const SECRET_HEADER = /auth|cookie|credential|key|pass|secret|session|signature|token/i;
/** A part of a path that nobody would think of as a name. */
const RANDOM = /^(?=.*\d)[\w~.%-]{16,}$/;

/**
 * Takes out of a text what the address, the headers and the tokens of a server keep secret. Servers repeat in
 * their answers what they were sent, and code and its model read why a request failed.
 */
export type Conceal = (text: string) => string;

/** Makes it for one server. */
export function concealFor(
  url: URL,
  headers: HttpServerConfig["headers"] = {},
  tokens?: SeenTokens,
): Conceal {
  const given = Object.entries(headers).filter(([name]) => SECRET_HEADER.test(name));
  const secrets = [
    url.username,
    url.password,
    ...url.search
      .slice(1)
      .split("&")
      .map((part) => part.slice(part.indexOf("=") + 1)),
    ...url.searchParams.values(),
    ...url.pathname.split("/").filter((part) => RANDOM.test(part)),
    ...given.flatMap(([, value]) => [value, ...value.split(/[\s;,=]+/)]),
  ];
  return (text) => {
    const all = new Set([...secrets, ...(tokens?.texts ?? [])]);
    const found = [...all].filter(({ length }) => length >= LEAST_LENGTH);
    found.sort((a, b) => b.length - a.length);
    return found.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  };
}

/** Why something failed, without secrets; the error, which is logged with others, has none from then on. */
export function concealedReason(error: unknown, conceal: Conceal | undefined): string {
  if (conceal === undefined) return failureReason(error);
  concealIn(error, conceal);
  return conceal(failureReason(error));
}

function concealIn(error: unknown, conceal: Conceal): void {
  const seen = new Set<unknown>();
  for (let each = error; each instanceof Error && !seen.has(each); each = each.cause) {
    seen.add(each);
    for (const key of ["message", "stack"] as const) {
      const text = each[key];
      const concealed = typeof text === "string" ? conceal(text) : text;
      // Those of the web's own errors cannot be assigned.
      if (concealed !== text) Reflect.defineProperty(each, key, { value: concealed });
    }
  }
}
