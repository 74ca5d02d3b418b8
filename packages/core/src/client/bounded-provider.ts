import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type { SharedLogin } from "./shared-login.js";

/** A store that hangs must not hold up everyone who wants a token for ever. */
const ANSWER_MS = 30_000;
/** Some wait here until their user has logged in. */
const LOGIN_MS = 600_000;
const MAY_BE_LOGIN: ReadonlySet<string | symbol> = new Set([
  "redirectToAuthorization",
  "renewAlone",
]);

/** One for each provider, so that whoever shares a provider shares its renewals. */
const known = new WeakMap<OAuthClientProvider, SharedLogin>();

/** The provider, except that its methods fail once they have taken too long. */
export function boundedProvider(provider: SharedLogin): SharedLogin {
  let bounded = known.get(provider);
  if (bounded === undefined) {
    // Of a provider that is frozen, a proxy could replace nothing.
    bounded = new Proxy<SharedLogin>(Object.create(provider), {
      get: (_, name) => boundedMember(provider, name),
    });
    known.set(provider, bounded);
  }
  return bounded;
}

function boundedMember(provider: OAuthClientProvider, name: string | symbol): unknown {
  const value: unknown = Reflect.get(provider, name);
  if (typeof value !== "function") return value;
  const ms = MAY_BE_LOGIN.has(name) ? LOGIN_MS : ANSWER_MS;
  return (...args: unknown[]): unknown => {
    const answer: unknown = value.apply(provider, args);
    return isThenable(answer) ? within(ms, answer, String(name)) : answer;
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

function within<T>(ms: number, answer: PromiseLike<T>, method: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = `the authProvider's ${method}() did not answer within ${ms} ms`;
    const timer = setTimeout(() => reject(new Error(late)), ms);
    const over = (): void => clearTimeout(timer);
    answer.then(resolve, reject).then(over, over);
  });
}
