import { namePattern } from "../../catalog/name-pattern.js";
import { plainToolName } from "../../catalog/name-tools.js";
import { plainNamespace } from "../../catalog/namespace-names.js";
import type { PolicyAction } from "../../contract/policy.js";
import type { Condition, PolicyCall } from "./compile-policy.js";

/** The names that a call goes by. */
interface CallNames {
  readonly servers: readonly string[];
  readonly tools: readonly string[];
}

export type NamesOf = (call: PolicyCall) => CallNames;

/**
 * By which names a rule knows calls. A tool or a server that is added can take a plain identifier from
 * another: what a rule forbids, or has asked about, it must not let through by that.
 */
export function namesFor(action: PolicyAction): NamesOf {
  return action === "allow" ? presentNames : allNames;
}

/** By `"server.tool"`. */
export function byName(pattern: string, names: NamesOf): Condition {
  const matches = namePattern(pattern);
  return (call) => {
    const { servers, tools } = names(call);
    return servers.some((server) => tools.some((tool) => matches(`${server}.${tool}`)));
  };
}

export function byServer(pattern: string, names: NamesOf): Condition {
  const matches = namePattern(pattern);
  return (call) => names(call).servers.some(matches);
}

export function byTool(pattern: string, names: NamesOf): Condition {
  const matches = namePattern(pattern);
  return (call) => names(call).tools.some(matches);
}

function presentNames({ server, namespace, tool }: PolicyCall): CallNames {
  return { servers: [server, namespace], tools: [tool.name, tool.identifier] };
}

function allNames(call: PolicyCall): CallNames {
  const { servers, tools } = presentNames(call);
  return {
    servers: [...servers, plainNamespace(call.server)],
    tools: [...tools, plainToolName(call.tool.name)],
  };
}
