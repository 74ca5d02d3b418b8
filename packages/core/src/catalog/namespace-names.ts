import { RESERVED_GLOBALS } from "./guest-names.js";
import { assignIdentifiers, plainIdentifier } from "./identifiers.js";

/** The identifiers under which servers stand in code, by the servers' names, in their order. */
export function namespaceNames(servers: Iterable<string>): Map<string, string> {
  const inOrder = [...servers];
  const assigned = assignIdentifiers(inOrder, RESERVED_GLOBALS);
  return new Map(inOrder.map((name) => [name, assigned.get(name) ?? name]));
}

/** The identifier that a server comes to by itself, whatever other servers there are. */
export function plainNamespace(server: string): string {
  return plainIdentifier(server, RESERVED_GLOBALS);
}
