import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type {
  OAuthClientInformationMixed,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { userFolder } from "../command-line/user-folder.js";
import { underLock } from "./login-lock.js";

/** What is kept of a login. */
export interface StoredLogin {
  readonly url: string;
  readonly client?: OAuthClientInformationMixed | undefined;
  readonly tokens?: OAuthTokens | undefined;
  /** The scope that calls turned out to need beside what was granted: the next login asks for it too. */
  readonly missing?: string | undefined;
}

/** Where the login at a server is kept. */
export interface LoginStore {
  /** Nothing but the address if there is none. */
  read(url: string): StoredLogin;
  write(login: StoredLogin): void;
  /** False if there was none. */
  remove(url: string): boolean;
  /** Does work while nobody else renews the login, in this process or another. */
  alone<T>(url: string, work: () => Promise<T>): Promise<T>;
}

/** The logins of this user, one file each, which nobody else may read. */
export class TokenStore implements LoginStore {
  readonly #folder: string;

  constructor(folder: string = defaultFolder()) {
    this.#folder = folder;
  }

  read(url: string): StoredLogin {
    try {
      return JSON.parse(readFileSync(this.#fileOf(url), "utf8")) as StoredLogin;
    } catch {
      return { url };
    }
  }

  /** Written in one step: another process may read it, and refresh, at the same time. */
  write(login: StoredLogin): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    chmodSync(this.#folder, 0o700);
    const file = this.#fileOf(login.url);
    const draft = `${file}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify(login), { mode: 0o600 });
    renameSync(draft, file);
  }

  remove(url: string): boolean {
    const file = this.#fileOf(url);
    const isThere = existsSync(file);
    rmSync(file, { force: true });
    return isThere;
  }

  alone<T>(url: string, work: () => Promise<T>): Promise<T> {
    return underLock(`${this.#fileOf(url)}.lock`, work);
  }

  #fileOf(url: string): string {
    return join(this.#folder, `${createHash("sha256").update(url).digest("hex")}.json`);
  }
}

function defaultFolder(): string {
  return join(userFolder("XDG_DATA_HOME"), "toolweave", "logins");
}
