import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultSettings } from "../faults/fault-settings.js";
import { answerJson, bodyOf } from "../network/answer.js";
import type { Received, ReceivedRequest } from "../received.js";
import type { Sandbox } from "../sandbox/sandbox.js";
import type { SandboxFleet } from "../sandbox/sandbox-fleet.js";
import { listSandboxes } from "./list-sandboxes.js";
import { parseBody, sandboxSpec, timeoutOf } from "./request-body.js";
import { grantJson, infoJson } from "./sandbox-json.js";

type Body = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** E2B's control plane: the REST API that makes sandboxes, lists them and ends them. */
export class ControlServer {
  readonly #fleet: SandboxFleet;
  readonly #settings: Readonly<FaultSettings>;
  readonly #received: Received;
  readonly #apiKey: string;
  readonly #domain: () => string;

  constructor(
    fleet: SandboxFleet,
    settings: Readonly<FaultSettings>,
    received: Received,
    { apiKey, domain }: { apiKey: string; domain: () => string },
  ) {
    this.#fleet = fleet;
    this.#settings = settings;
    this.#received = received;
    this.#apiKey = apiKey;
    this.#domain = domain;
  }

  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    record: ReceivedRequest,
  ): Promise<void> {
    const { status, body, headers } = await this.#answerTo(request, record).catch(
      ({ message }: Error) => failure(400, message),
    );
    if (body === undefined) response.writeHead(status, headers).end();
    else answerJson(response, status, body, headers);
  }

  async #answerTo(request: IncomingMessage, record: ReceivedRequest): Promise<Answer> {
    const text = (await bodyOf(request)).toString();
    this.#received.carried(record, text);
    if (request.headers["x-api-key"] !== this.#apiKey) {
      return failure(401, "Invalid API key, please visit the API Keys tab of the dashboard");
    }
    const body = parseBody(text);
    const url = new URL(request.url ?? "/", "http://api");
    const [, id, action = ""] =
      /^(?:\/v2)?\/sandboxes(?:\/(\w+)(?:\/(\w+))?)?$/.exec(url.pathname) ?? [];
    const call = `${request.method} ${action}`.trim();
    if (url.pathname.endsWith("/sandboxes")) {
      if (call === "POST") return this.#create(body);
      if (call === "GET") return this.#list(url.searchParams);
    }
    if (id === undefined) return failure(404, `There is no ${request.method} ${url.pathname}`);
    const sandbox = this.#fleet.find(id);
    if (sandbox === undefined) return failure(404, `sandbox "${id}" not found`);
    return this.#actOn(sandbox, call, body);
  }

  async #create(body: Body): Promise<Answer> {
    const spec = sandboxSpec(body);
    if (!this.#fleet.hasTemplate(spec.templateId)) {
      return failure(404, `template '${spec.templateId}' not found`);
    }
    // A client that does not wait for the answer gets its sandbox nevertheless.
    await sleep(this.#settings.createDelayMs, undefined, { ref: false });
    const sandbox = await this.#fleet.create(spec);
    return { status: 201, body: grantJson(sandbox, this.#domain()) };
  }

  #list(query: URLSearchParams): Answer {
    const { sandboxes, nextToken } = listSandboxes(this.#fleet.alive, query);
    return {
      status: 200,
      body: sandboxes.map((sandbox) => infoJson(sandbox, this.#domain())),
      ...(nextToken !== undefined && { headers: { "x-next-token": nextToken } }),
    };
  }

  async #actOn(sandbox: Sandbox, call: string, body: Body): Promise<Answer> {
    const domain = this.#domain();
    switch (call) {
      case "GET":
        return { status: 200, body: infoJson(sandbox, domain) };
      case "GET metrics":
        return { status: 200, body: [] };
      case "DELETE":
        await sandbox.end();
        return { status: 204 };
      case "POST timeout":
        if (sandbox.state !== "running") return failure(404, `sandbox "${sandbox.id}" not found`);
        sandbox.setTimeout(timeoutOf(body));
        return { status: 204 };
      case "POST pause":
        if (sandbox.state === "paused") return failure(409, "The sandbox is paused already");
        await sandbox.pause(body["memory"] !== false);
        return { status: 204 };
      case "POST connect": {
        const wasPaused = sandbox.state === "paused";
        if (wasPaused) sandbox.resume(timeoutOf(body));
        else sandbox.extend(timeoutOf(body));
        return { status: wasPaused ? 201 : 200, body: grantJson(sandbox, domain) };
      }
      default:
        return failure(404, `There is no ${call} of a sandbox here`);
    }
  }
}

function failure(code: number, message: string): Answer {
  return { status: code, body: { code, message } };
}
