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
    const { browser } = this.#options;
    if (browser === undefined) throw this.#notLoggedIn();
    browser.open(url);
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  invalidateCredentials(scope: "all" | "client" | "tokens" | "verifier" | "discovery"): void {
    const { url, client, tokens } = this.#options.store.read(this.#url);
    if (scope === "all") this.#options.store.remove(this.#url);
    if (scope === "client") this.#options.store.write({ url, tokens });
    if (scope === "tokens") this.#options.store.write({ url, client });
  }

  #notLoggedIn(): UnauthorizedError {
    return new UnauthorizedError(
      `it wants authorization. Run: toolweave login ${this.#options.server} (or give headers)`,
    );
  }
}
