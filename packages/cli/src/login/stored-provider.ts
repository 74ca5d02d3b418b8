import { randomBytes } from "node:crypto";
import {
  type OAuthClientProvider,
  UnauthorizedError,
} from "@modelcontextprotocol/sdk/client/auth.js";
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { VERSION } from "../version.js";
import { joinScopes, scopeBeyond } from "./scopes.js";
import type { LoginStore } from "./token-store.js";

/** What a provider works with. */
export interface ProviderOptions {
  /** The server's name in the configuration. */
  readonly server: string;
  readonly store: LoginStore;
  /** Sends the user to log in, and has the browser come back. Without it only refreshing works. */
  readonly browser?: { readonly redirectUrl: string; open(url: URL): void } | undefined;
}

/** OAuth of one server, by tokens in the store, which the SDK refreshes through it. */
export class StoredProvider implements OAuthClientProvider {
  readonly redirectUrl: string;
  /** Given back by the authorization server; another one is not an answer to this login. */
  readonly expectedState: string = randomBytes(16).toString("hex");
  readonly #url: string;
  readonly #options: ProviderOptions;
  #verifier = "";

  constructor(url: string, options: ProviderOptions) {
    this.#url = url;
    this.#options = options;
    this.redirectUrl = options.browser?.redirectUrl ?? "http://127.0.0.1/callback";
  }

  /** The scope that calls turned out to need beside what was granted. */
  get missing(): string | undefined {
    return this.#options.store.read(this.#url).missing;
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: "Toolweave",
      software_id: "toolweave",
      software_version: VERSION,
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    };
  }

  state(): string {
    return this.expectedState;
  }

  /** @throws UnauthorizedError where one would have to be registered for a login that nobody can do. */
  clientInformation(): OAuthClientInformationMixed | undefined {
    const { client } = this.#options.store.read(this.#url);
    if (client === undefined && this.#options.browser === undefined) throw this.#notLoggedIn();
    return client;
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#options.store.write({ ...this.#options.store.read(this.#url), client });
  }

  tokens(): OAuthTokens | undefined {
    return this.#options.store.read(this.#url).tokens;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#options.store.write({ ...this.#options.store.read(this.#url), tokens });
  }

  /** @throws UnauthorizedError where there is no browser to send. */
  redirectToAuthorization(url: URL): void {
    const { browser, store } = this.#options;
    if (browser !== undefined) {
      browser.open(url);
      return;
    }
    const login = store.read(this.#url);
    const beyond = scopeBeyond(login.tokens, url.searchParams.get("scope"));
    if (beyond === undefined) throw this.#notLoggedIn();
    // Only the server's answer to this very call names it: a login begins without one.
    store.write({ ...login, missing: joinScopes(login.missing, beyond) });
    throw this.#notLoggedIn(`the login does not allow enough (it needs "${beyond}")`);
  }

  /** A refresh token that is used twice may cost the login: the server takes it for stolen. */
  renewAlone<T>(renew: () => Promise<T>): Promise<T> {
    return this.#options.store.alone(this.#url, renew);
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  invalidateCredentials(scope: "all" | "client" | "tokens" | "verifier" | "discovery"): void {
    const { client, tokens, ...kept } = this.#options.store.read(this.#url);
    if (scope === "all") {
      this.#options.store.remove(this.#url);
      if (kept.missing !== undefined) this.#options.store.write(kept);
    }
    if (scope === "client") this.#options.store.write({ ...kept, tokens });
    if (scope === "tokens") this.#options.store.write({ ...kept, client });
  }

  #notLoggedIn(reason = "it wants authorization"): UnauthorizedError {
    return new UnauthorizedError(
      `${reason}. Run: toolweave login ${this.#options.server} (or give headers)`,
    );
  }
}
