import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { concealFor, nearestNames, requireHeaders, ToolweaveError } from "@toolweave/core/node";
import { ExitCode } from "../command-line/exit-code.js";
import { print } from "../command-line/terminal.js";
import { withSignals } from "../command-line/with-signals.js";
import { type Config, readConfig } from "../config/read-config.js";
import { CallbackServer } from "./callback-server.js";
import { wantedOf } from "./challenge.js";
import { FreshLogin } from "./fresh-login.js";
import { loginFailure } from "./login-failure.js";
import { LoginRequests } from "./login-requests.js";
import { openBrowser } from "./open-browser.js";
import { type RemoteServer, remoteServer } from "./remote-server.js";
import { StoredProvider } from "./stored-provider.js";
import { TokenStore } from "./token-store.js";

/** Options of `toolweave login`. */
export interface LoginFlags {
  readonly server: string;
  readonly config?: string | undefined;
  readonly browser?: boolean | undefined;
  readonly forget?: boolean | undefined;
}

const PATIENCE_MS = 10 * 60_000;

/** Logs in at a server by OAuth with PKCE, and keeps the tokens. They are never printed. */
export function runLogin(flags: LoginFlags): Promise<number> {
  return withSignals(async (signal) => {
    const server = serverOf(await readConfig(flags.config, process.cwd()), flags.server);
    const { url: serverUrl } = server;
    if (flags.forget === true) {
      const wasThere = new TokenStore().remove(serverUrl);
      print(
        `${flags.server}: ${wasThere ? "the login is forgotten" : "there is no login to forget"}`,
      );
      return ExitCode.ok;
    }
    requireHeaders(flags.server, server.headers ?? {});
    const callback = new CallbackServer();
    try {
      const open = (url: URL): void => {
        print(`Log in here: ${url.href}`);
        if (flags.browser !== false) openBrowser(url);
      };
      const provider = new StoredProvider(serverUrl, {
        server: flags.server,
        // The address to come back to is new each time, and a client is registered for one.
        store: new FreshLogin(new TokenStore()),
        browser: { redirectUrl: await callback.listen(), open },
      });
      const ended = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
      // A scope that there is not, or that this user may not have, would be asked for again and again.
      const adviceFor = (refusal: string | null): string =>
        refusal === "invalid_scope" && provider.missing !== undefined
          ? `A call has needed "${provider.missing}". To log in without: toolweave login ${flags.server} --forget, and log in again.`
          : "";
      const code = callback.code(provider.expectedState, ended, adviceFor);
      code.catch(() => {});
      const requests = new LoginRequests(server);
      const fetchFn = requests.fetch;
      const orTold = tellingOf(server, requests);
      const wanted = await orTold(wantedOf(serverUrl, fetchFn, provider.missing));
      const options = { serverUrl, fetchFn, ...wanted };
      if ((await orTold(auth(provider, options))) !== "AUTHORIZED") {
        const authorizationCode = await code;
        const exchange = (): ReturnType<typeof auth> =>
          auth(provider, { ...options, authorizationCode });
        // A renewal of the old login that is under way would write its tokens over the new ones.
        await orTold(provider.renewAlone(exchange));
      }
      print(`${flags.server}: logged in`);
      return ExitCode.ok;
    } finally {
      callback.close();
    }
  });
}

/** Has whatever work fails with thrown as a ToolweaveError `LOGIN_FAILED`. */
function tellingOf(
  { url, headers }: RemoteServer,
  requests: LoginRequests,
): <T>(work: Promise<T>) => Promise<T> {
  return (work) =>
    work.catch((error: unknown) => {
      // Addresses and answers of the server repeat what it was sent.
      const reason = concealFor(new URL(url), headers)(loginFailure(error, requests.asked));
      const message = `The login failed: ${reason}`;
      throw new ToolweaveError("LOGIN_FAILED", message, { cause: error });
    });
}

function serverOf({ servers, file }: Config, name: string): RemoteServer {
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (server === undefined) {
    const message = `${file} has no server "${name}". ${adviceFor(name, Object.keys(servers))}`;
    throw new ToolweaveError("SERVER_UNKNOWN", message);
  }
  const remote = remoteServer(name, server);
  if (remote !== undefined) return remote;
  const message = `The server "${name}" is started here and needs no login: only servers with a url do.`;
  throw new ToolweaveError("USAGE_INVALID", message);
}

function adviceFor(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known, 1);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  return known.length === 0 ? "It has none at all." : `It has: ${known.join(", ")}.`;
}
