import type { ServerMethod } from "../contract/server-method.js";
import type { HostCalls, RequestFunction } from "./host-calls.js";
import { freeze } from "./primordials.js";

/** What a namespace has beside its tools, by name. Each is made when it is first asked for. */
export type ServerMembers = Readonly<Record<string, (() => object) | undefined>>;

/** `$resources` and `$prompts` of a server. */
export function createServerMembers(
  { server, identifier }: { readonly server: string; readonly identifier: string },
  calls: HostCalls,
): ServerMembers {
  const asking = (member: string, name: string, method: ServerMethod): RequestFunction =>
    calls.askingFunction(name, `${identifier}.${member}.${name}`, server, method);
  return {
    __proto__: null,
    $resources: once(() => ({
      __proto__: null,
      list: asking("$resources", "list", "resources/list"),
      read: asking("$resources", "read", "resources/read"),
      templates: asking("$resources", "templates", "resources/templates/list"),
    })),
    $prompts: once(() => ({
      __proto__: null,
      list: asking("$prompts", "list", "prompts/list"),
      get: asking("$prompts", "get", "prompts/get"),
    })),
  } as never;
}

function once(make: () => object): () => object {
  let made: object | undefined;
  return () => {
    made ??= freeze(make());
    return made;
  };
}
