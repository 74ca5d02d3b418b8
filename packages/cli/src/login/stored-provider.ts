import { randomBytes } from "node:crypto";
import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js";
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { VERSION } from "../version.js";
import { TokenStore } from "./token-store.js";

/** What a provider does beyond giving the tokens that are stored. */
export interface ProviderOptions {
  /** Where the browser comes back to. Without it nobody can be sent there: only refreshing works. */
  readonly redirectUrl?: string | undefined;
  /** Sends the user to log in. */
  readonly open?: ((url: URL) => void) | undefined;
}

/** OAuth of one server, by tokens in the store, which the SDK refreshes through it. */
export class StoredProvider implements OAuthClientProvider {
  readonly redirectUrl: string;
  /** Given back by the authorization server; another one is not an answer to this login. */
  readonly expectedState: string = randomBytes(16).toString("hex");
  readonly #url: string;
  readonly #store: TokenStore;
  readonly #open: ((url: URL) => void) | undefined;
  #verifier = "";

  constructor(url: string, options: ProviderOptions = {}, store: TokenStore = new TokenStore()) {
    this.#url = url;
    this.#store = store;
    this.#open = options.open;
    this.redirectUrl = options.redirectUrl ?? "http://127.0.0.1/callback";
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

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.#store.read(this.#url).client;
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#store.write({ ...this.#store.read(this.#url), client });
  }

  tokens(): OAuthTokens | undefined {
    return this.#store.read(this.#url).tokens;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#store.write({ ...this.#store.read(this.#url), tokens });
  }

  redirectToAuthorization(url: URL): void {
    this.#open?.(url);
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }

  invalidateCredentials(scope: "all" | "client" | "tokens" | "verifier" | "discovery"): void {
    const { url, client, tokens } = this.#store.read(this.#url);
    if (scope === "all") this.#store.remove(this.#url);
    if (scope === "client") this.#store.write({ url, tokens });
    if (scope === "tokens") this.#store.write({ url, client });
  }
}
