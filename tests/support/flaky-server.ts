import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Says by its `Retry-After` when to ask again. */
export class Busy {
  readonly status: number;
  /** Is asked when it answers. */
  readonly retryAfter: () => string;

  constructor(status: number, retryAfter: () => string) {
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** How one call is answered: with an HTTP status, with an MCP result, by a cut connection, or never. */
export type Answer = number | object | "cut" | "never";

const TOOLS = [
  { name: "read", annotations: { readOnlyHint: true } },
  { name: "put", annotations: { idempotentHint: true } },
  { name: "post", annotations: { readOnlyHint: false } },
].map((tool) => ({ ...tool, inputSchema: { type: "object" } }));

/** An MCP server over HTTP whose calls are answered as the script says, the last answer for ever. */
export class FlakyServer {
  readonly calls: { tool: string; at: number }[] = [];
  readonly #script: Answer[];
  #url = "";

  private constructor(script: readonly Answer[]) {
    this.#script = [...script];
  }

  static async start(...script: Answer[]): Promise<FlakyServer> {
    const flaky = new FlakyServer(script);
    const http = createServer((request, response) => void flaky.#answer(request, response));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    flaky.#url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
    onTestFinished(() => {
      http.close();
      http.closeAllConnections();
    });
    return flaky;
  }

  get url(): string {
    return this.#url;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") return void response.writeHead(405).end();
    const { id, method, params } = JSON.parse(await textOf(request));
    if (id === undefined) return void response.writeHead(202).end();
    const reply = (result: object): void => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    };
    if (method === "initialize") {
      const serverInfo = { name: "flaky", version: "1" };
      const { protocolVersion } = params;
      return reply({ protocolVersion, serverInfo, capabilities: { tools: {} } });
    }
    if (method === "tools/list") return reply({ tools: TOOLS });
    this.calls.push({ tool: params.name, at: performance.now() });
    const answer = this.#script.length > 1 ? this.#script.shift() : this.#script[0];
    if (answer === "cut") return void response.destroy();
    if (answer === "never") return;
    if (answer instanceof Busy) {
      return void response.writeHead(answer.status, { "retry-after": answer.retryAfter() }).end();
    }
    if (typeof answer === "number") return void response.writeHead(answer).end("not now");
    reply(answer ?? {});
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
