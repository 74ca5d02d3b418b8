import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type HttpSettings, isLoopbackHost, nameOf } from "./http-settings.js";

/** Why a request is refused. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

/** Refuses what is addressed to another, or comes from a page that may not call; else `undefined`. */
export function refuseForeign(
  request: IncomingMessage,
  settings: HttpSettings,
): Refusal | undefined {
  if (!isKnownHost(request.headers.host, settings)) {
    return { status: 403, message: "This Host is not served here; see --allow-host." };
  }
  const { origin } = request.headers;
  if (origin !== undefined && !isKnownOrigin(origin, settings)) {
    return { status: 403, message: "This Origin may not call; see --allow-origin." };
  }
  return undefined;
}

/** Refuses who does not have the token, where there is one; else `undefined`. */
export function refuseStranger(
  request: IncomingMessage,
  settings: HttpSettings,
): Refusal | undefined {
  if (settings.token !== undefined && !hasToken(request.headers.authorization, settings.token)) {
    return { status: 401, message: "The bearer token is missing or wrong." };
  }
  return undefined;
}

/**
 * A page that a user visits can point its own name at the loopback interface (DNS rebinding); its requests
 * then carry that name. Beyond loopback the token is what keeps others out.
 */
function isKnownHost(header: string | undefined, settings: HttpSettings): boolean {
  const name = nameIn(`http://${header ?? ""}`);
  if (name === undefined) return false;
  if (settings.allowedHosts.includes(name)) return true;
  return settings.isLoopback ? isLoopbackHost(name) : settings.allowedHosts.length === 0;
}

/** Pages of this machine may call, such as the MCP inspector; others by name alone. */
function isKnownOrigin(origin: string, settings: HttpSettings): boolean {
  if (settings.allowedOrigins.includes(origin)) return true;
  const name = nameIn(origin);
  return settings.isLoopback && name !== undefined && isLoopbackHost(name);
}

function nameIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return nameOf(new URL(url));
}

/** Digests are of one length, so that the comparison tells nothing of the token, its length neither. */
function hasToken(header: string | undefined, token: string): boolean {
  const [, given = ""] = /^Bearer +(.+)$/i.exec(header ?? "") ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
