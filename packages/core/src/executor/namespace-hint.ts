import type { NamespaceManifest } from "../contract/executor-host.js";
import { nearestNames } from "../errors/nearest-names.js";
import type { GuestFailure } from "../protocol/messages.js";

const UNDEFINED = /^'?([\p{ID_Start}$_][\p{ID_Continue}$]*)'? is not defined$/u;

/**
 * What to say to code that used a name which does not exist: the namespace that was probably meant, be it
 * misspelt or, in `my-server.tool()`, written by the server's own name.
 */
export function namespaceHint(
  { name, message }: GuestFailure,
  namespaces: readonly NamespaceManifest[],
): string {
  const word = name === "ReferenceError" ? UNDEFINED.exec(message)?.[1] : undefined;
  if (word === undefined) return "";
  const begun = namespaces.filter(({ server }) => server.startsWith(`${word}-`));
  const all = namespaces.map(({ identifier }) => identifier);
  const meant =
    begun.length > 0 ? begun.map(({ identifier }) => identifier) : nearestNames(word, all);
  return meant.length === 0 ? "" : `. Did you mean ${meant.slice(0, 3).join(" or ")}?`;
}
