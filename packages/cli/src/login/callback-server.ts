import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ToolweaveError } from "@toolweave/core/node";

const PATH = "/callback";
const BASE = "http://127.0.0.1";

/** Takes the browser's way back from a login, on the loopback interface alone. */
export class CallbackServer {
  readonly #server: Server = createServer();

  /** Resolves with the address for the browser to come back to. */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${PATH}`;
  }

  /**
   * The authorization code that comes with the state.
   *
   * @param adviceFor what to do where the server refuses with a code.
   * @throws ToolweaveError `LOGIN_FAILED`
   */
  code(
    state: string,
    signal: AbortSignal,
    adviceFor: (refusal: string | null) => string,
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(failed("nobody has logged in in time, or it was ended"));
      if (signal.aborted) giveUp();
      signal.addEventListener("abort", giveUp, { once: true });
      this.#server.on("request", (request, response) => {
        const { url = "" } = request;
        // Any page can send a browser here, to what is no address too: what does not have the state is no answer.
        const target = URL.canParse(url, BASE) ? new URL(url, BASE) : undefined;
        if (target?.pathname !== PATH || target.searchParams.get("state") !== state) {
          response.writeHead(404).end();
          return;
        }
        const { searchParams } = target;
        const code = searchParams.get("code");
        const says = code === null ? "The login failed." : "You are logged in.";
        response.setHeader("content-type", "text/plain").setHeader("connection", "close");
        response.end(`${says} You can close this page.\n`);
        if (code !== null) resolve(code);
        else reject(failed(refusalIn(searchParams), adviceFor(searchParams.get("error"))));
      });
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** The words of a refusal may say less than its code, and the code alone less than either. */
function refusalIn(answer: URLSearchParams): string {
  const parts = [answer.get("error"), answer.get("error_description")];
  return `the server refused (${parts.filter(Boolean).join(": ") || "it does not say why"})`;
}

function failed(reason: string, advice = ""): ToolweaveError {
  return new ToolweaveError("LOGIN_FAILED", `The login failed: ${reason}. ${advice}`.trimEnd());
}
