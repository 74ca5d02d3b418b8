import { RESERVED_GLOBALS } from "./guest-names.js";
import { assignIdentifiers, possibleIdentifiers } from "./identifiers.js";

/** The identifiers under which servers stand in code, by the servers' names, in their order. */
export function namespaceNames(servers: Iterable<string>): Map<string, string> {
  const inOrder = [...servers];
  const assigned = assignIdentifiers(inOrder, RESERVED_GLOBALS);
  return new Map(inOrder.map((name) => [name, assigned.get(name) ?? name]));
}

/** The names that a server may go by, whatever other servers there are. */
export function possibleServerNames(server: string): string[] {
  return [server, server.normalize("NFC"), ...possibleIdentifiers(server, RESERVED_GLOBALS)];
}
