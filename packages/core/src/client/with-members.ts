import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";

/** The provider, with some of its members replaced. Of one that is frozen, a proxy could replace nothing. */
export function withMembers(
  provider: OAuthClientProvider,
  members: Partial<OAuthClientProvider>,
): OAuthClientProvider {
  return new Proxy<OAuthClientProvider>(Object.create(provider), {
    get(_, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const value: unknown = Reflect.get(provider, name);
      // Methods of a class may need their own object for what is private.
      return typeof value === "function" ? value.bind(provider) : value;
    },
  });
}
