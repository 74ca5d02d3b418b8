import { callHead, type HostCalls, type RequestFunction } from "./host-calls.js";
import { bareArray, create, isArray, parse, StringOf, TypeErrorClass } from "./primordials.js";
import { createServerMembers } from "./server-members.js";

/** What the host says of one namespace; `tools` is JSON text, read when the namespace is first used. */
export interface Manifest {
  readonly server: string;
  readonly identifier: string;
  readonly tools: string;
  readonly connected: boolean;
}

/**
 * Names that engines and libraries look up on any object. Without a tool of that name they must be
 * absent: a `then` would make the namespace a thenable, a `toJSON` would be called by encoders.
 */
const PROBED: Readonly<Record<string, true>> = {
  __proto__: null,
  then: true,
  catch: true,
  finally: true,
  toJSON: true,
  toString: true,
  valueOf: true,
  constructor: true,
  inspect: true,
  nodeType: true,
  $$typeof: true,
} as never;

/** Raw names under which no tool stands: by its identifier it does. */
const SHADOWED: Readonly<Record<string, true>> = {
  __proto__: null,
  then: true,
  $resources: true,
  $prompts: true,
} as never;

const ProxyClass = Proxy;

/** The object under which a server's tools stand in code. Names that do not exist fail when called. */
export function createNamespace(manifest: Manifest, calls: HostCalls): object {
  let tools: Tools | undefined;
  const load = (): Tools => {
    tools ??= readTools(manifest.tools);
    return tools;
  };
  const functions = create(null) as Record<string, RequestFunction>;
  /** The host knows every tool by its raw name and by its identifier, which no two tools share. */
  const functionFor = (name: string): RequestFunction => {
    let found = functions[name];
    if (found === undefined) {
      const head = callHead(manifest.server, name);
      const inCode = `${manifest.identifier}.${name}`;
      found = calls.toolFunction(name, inCode, head);
      functions[name] = found;
    }
    return found;
  };
  const members = createServerMembers(manifest, calls);
  const readOnly = (_: object, key: string | symbol): never => {
    throw new TypeErrorClass(`${manifest.identifier} is read-only: cannot change ${StringOf(key)}`);
  };

  return new ProxyClass(
    create(null) as object,
    {
      __proto__: null,
      get(_, key) {
        if (typeof key === "symbol") return undefined;
        const member = members[key];
        if (member !== undefined) return member();
        // To read a list of thousands would take longer than the call: the host knows what there is.
        return PROBED[key] && !load().names[key] ? undefined : functionFor(key);
      },
      has: (_, key) =>
        typeof key === "string" && (members[key] !== undefined || load().names[key] === true),
      ownKeys: () => load().identifiers,
      getOwnPropertyDescriptor(_, key) {
        if (typeof key === "symbol" || !load().names[key]) return undefined;
        const value = functionFor(key);
        return { __proto__: null, value, enumerable: true, configurable: true, writable: false };
      },
      set: readOnly,
      defineProperty: readOnly,
      deleteProperty: readOnly,
      setPrototypeOf: () => false,
      preventExtensions: () => false,
    } as ProxyHandler<object>,
  );
}

interface Tools {
  /** Identifiers in the order of the server's list. */
  readonly identifiers: string[];
  /** Raw names and identifiers. */
  readonly names: Readonly<Record<string, true>>;
}

function readTools(json: string): Tools {
  const entries = parse(json) as (string | [raw: string, identifier: string])[];
  const identifiers = bareArray<string>();
  const names = create(null) as Record<string, true>;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as (typeof entries)[number];
    const raw = isArray(entry) ? entry[0] : entry;
    const identifier = isArray(entry) ? entry[1] : entry;
    identifiers[i] = identifier;
    names[identifier] = true;
    if (!SHADOWED[raw]) names[raw] = true;
  }
  return { identifiers, names };
}
