import type { Call } from "./provider.js";

/** The key that a request brings as a bearer token. */
export function bearerKey({ headers }: Call): string | undefined {
  return headers.authorization?.replace(/^Bearer /, "");
}
