import type { LoginStore, StoredLogin } from "./token-store.js";

/**
 * A login that begins with nothing but the scope that was missing, and replaces the one that is stored once it
 * has tokens: one that fails or is given up leaves what worked before.
 */
export class FreshLogin implements LoginStore {
  readonly #store: LoginStore;
  #login: StoredLogin | undefined;

  constructor(store: LoginStore) {
    this.#store = store;
  }

  read(url: string): StoredLogin {
    return this.#login ?? { url, missing: this.#store.read(url).missing };
  }

  write(login: StoredLogin): void {
    this.#login = login;
    if (login.tokens !== undefined) this.#store.write(login);
  }

  remove(): boolean {
    const wasThere = this.#login !== undefined;
    this.#login = undefined;
    return wasThere;
  }

  alone<T>(url: string, work: () => Promise<T>): Promise<T> {
    return this.#store.alone(url, work);
  }
}
