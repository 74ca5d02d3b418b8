import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";

/** The provider, with some of its members replaced. */
export function withMembers(
  provider: OAuthClientProvider,
  members: Partial<OAuthClientProvider>,
): OAuthClientProvider {
  return new Proxy(provider, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const value: unknown = Reflect.get(target, name);
      // Methods of a class may need their own object for what is private.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
