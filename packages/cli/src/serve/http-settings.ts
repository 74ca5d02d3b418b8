import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { describeError, ToolweaveError } from "@toolweave/core/node";

/** The options of `toolweave serve` that concern HTTP. */
export interface HttpFlags {
  /** `[HOST:]PORT`. */
  readonly http?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly allowOrigin?: readonly string[] | undefined;
  readonly allowHost?: readonly string[] | undefined;
}

/** How HTTP is served. */
export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
  readonly token: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** Names beside those of the loopback interface under which the server may be addressed. */
  readonly allowedHosts: readonly string[];
}

/** The environment variable with the token. */
const TOKEN_VARIABLE = "TOOLWEAVE_TOKEN";

const LEAST_TOKEN = 16;

/** What a header can have: it comes without the spaces around it. */
const SENDABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** @throws ToolweaveError `USAGE_INVALID`: wrong addresses or names, or no token where one is needed. */
export function httpSettings(flags: HttpFlags): HttpSettings {
  const { host, port } = parseAddress(flags.http ?? "");
  const isLoopback = isLoopbackHost(host);
  const token = tokenFrom(flags.tokenFile);
  if (!isLoopback && token === undefined) {
    throw usage(
      `Whoever reaches ${host} could run code: give a token in ${TOKEN_VARIABLE} or --token-file, or serve on 127.0.0.1.`,
    );
  }
  const allowedOrigins = (flags.allowOrigin ?? []).map(parseOrigin);
  const allowedHosts = (flags.allowHost ?? []).map(parseHost);
  return { host, port, isLoopback, token, allowedOrigins, allowedHosts };
}

function parseAddress(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits = ""] =
    /^(?:(?:\[([^\]]+)\]|([^:]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === "" || port > 65_535) {
    throw usage(
      `"${text}" is no address. Write a port, or HOST:PORT: 3000, 127.0.0.1:3000, [::1]:3000.`,
    );
  }
  return { host: bracketed ?? plain ?? "127.0.0.1", port };
}

/** An origin as browsers write it: without a slash at the end, without the scheme's own port. */
function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const { protocol = "", host = "", pathname = "" } = url ?? {};
  const more = `${url?.username}${url?.password}${url?.search}${url?.hash}`;
  if (url !== undefined && host !== "" && /^\/?$/.test(pathname) && more === "") {
    return `${protocol}//${host}`;
  }
  throw usage(`"${text}" is no origin. Write a scheme and a host: https://app.example.`);
}

function parseHost(text: string): string {
  const bracketed = isIP(text) === 6 ? `[${text}]` : text;
  const url = URL.canParse(`http://${bracketed}`) ? new URL(`http://${bracketed}`) : undefined;
  if (url?.host === bracketed.toLowerCase() && url.port === "") return nameOf(url);
  throw usage(
    `"${text}" is no name of a host. Write it without a scheme or a port: tools.example.`,
  );
}

/** The name of the host that an address has, an IPv6 address without brackets. */
export function nameOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function tokenFrom(file: string | undefined): string | undefined {
  const token = file === undefined ? process.env[TOKEN_VARIABLE] : readToken(file);
  // An empty variable is one that is not set; whoever names a file wants a token.
  if (token === undefined || (token === "" && file === undefined)) return undefined;
  if (token === "") throw usage(`There is no token in ${file}.`);
  if (!SENDABLE.test(token)) {
    throw usage(
      "The token must be one line of ASCII, without spaces around it: clients send it in a header.",
    );
  }
  if (token.length >= LEAST_TOKEN) return token;
  throw usage(`The token is too short to be secret: give at least ${LEAST_TOKEN} characters.`);
}

function readToken(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw usage(`The token cannot be read: ${describeError(error)}`);
  }
}

function usage(message: string): ToolweaveError {
  return new ToolweaveError("USAGE_INVALID", message);
}
