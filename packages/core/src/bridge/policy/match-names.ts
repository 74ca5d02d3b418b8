import { anyFormPattern, namePattern } from "../../catalog/name-pattern.js";
import { possibleToolNames } from "../../catalog/name-tools.js";
import { possibleServerNames } from "../../catalog/namespace-names.js";
import type { PolicyAction } from "../../contract/policy.js";
import type { Condition, PolicyCall } from "./policy-call.js";

/** The names that a call goes by. */
interface CallNames {
  readonly servers: readonly string[];
  readonly tools: readonly string[];
  /** Each server's with each tool's. */
  readonly both: readonly string[];
}

/** How a rule knows calls by their names. */
export interface Naming {
  test(pattern: string): (name: string) => boolean;
  of(call: PolicyCall): CallNames;
}

/**
 * By which names a rule knows calls. A tool or a server that comes or goes can change the identifier of
 * another: what a rule forbids, or has asked about, it must not let through by that, nor for the Unicode
 * normal form in which a name is written.
 */
export function namingFor(action: PolicyAction): Naming {
  return action === "allow" ? PRESENT : ALL;
}

/** By `"server.tool"`. */
export function byName(pattern: string, naming: Naming): Condition {
  const matches = naming.test(pattern);
  return (call) => naming.of(call).both.some(matches);
}

export function byServer(pattern: string, naming: Naming): Condition {
  const matches = naming.test(pattern);
  return (call) => naming.of(call).servers.some(matches);
}

export function byTool(pattern: string, naming: Naming): Condition {
  const matches = naming.test(pattern);
  return (call) => naming.of(call).tools.some(matches);
}

const PRESENT: Naming = {
  test: namePattern,
  of: once(({ server, namespace, tool }) =>
    combined([server, namespace], [tool.name, tool.identifier]),
  ),
};

const ALL: Naming = {
  test: anyFormPattern,
  of: once(({ server, namespace, tool }) =>
    combined(
      [namespace, ...possibleServerNames(server)],
      [tool.identifier, ...possibleToolNames(tool.name)],
    ),
  ),
};

/** Many rules ask for the names of one call. */
function once(namesOf: (call: PolicyCall) => CallNames): (call: PolicyCall) => CallNames {
  const known = new WeakMap<PolicyCall, CallNames>();
  return (call) => {
    let names = known.get(call);
    if (names === undefined) {
      names = namesOf(call);
      known.set(call, names);
    }
    return names;
  };
}

function combined(allServers: readonly string[], allTools: readonly string[]): CallNames {
  const servers = [...new Set(allServers)];
  const tools = [...new Set(allTools)];
  const both = servers.flatMap((server) => tools.map((tool) => `${server}.${tool}`));
  return { servers, tools, both };
}
