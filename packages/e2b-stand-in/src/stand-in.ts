import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ControlServer } from "./control-plane/control-server.js";
import { envdServer } from "./envd/envd-server.js";
import { upgradeProxy } from "./envd/port-proxy.js";
import { Faults } from "./faults/faults.js";
import type { Plane } from "./faults/request-faults.js";
import { befall } from "./network/befall.js";
import { Loopback } from "./network/loopback.js";
import { Received, type ReceivedRequest } from "./received.js";
import { type SandboxCount, SandboxFleet, type Template } from "./sandbox/sandbox-fleet.js";

/** How a stand-in is set up. */
export interface StandInOptions {
  /** Templates beside the public ones, by name; one with `node: false` has no Node.js. */
  readonly templates?: Readonly<Record<string, Template>>;
  /** Whether requests are kept for `received()`; true by default. Long runs fill memory with them. */
  readonly record?: boolean;
}

const PUBLIC_TEMPLATES: Readonly<Record<string, Template>> = {
  base: { node: process.execPath },
  "code-interpreter-v1": { node: process.execPath },
};

/** A running service that speaks E2B's protocol, for the SDK's `apiUrl` and `sandboxUrl`. */
export class E2BStandIn {
  readonly apiKey: string = `e2b_${randomBytes(20).toString("hex")}`;
  /** What goes wrong. */
  readonly faults: Faults;
  readonly #fleet: SandboxFleet;
  readonly #received: Received;
  readonly #control: Loopback;
  readonly #envd: Loopback;
  #closing: Promise<unknown> | undefined;
  #apiUrl = "";
  #sandboxUrl = "";

  private constructor({ templates, record = true }: StandInOptions) {
    this.#fleet = new SandboxFleet({ ...PUBLIC_TEMPLATES, ...templates });
    this.#received = new Received(record);
    this.faults = new Faults(this.#fleet, () => {
      this.#control.applyNetwork();
      this.#envd.applyNetwork();
    });
    const { settings } = this.faults;
    const control = new ControlServer(this.#fleet, settings, this.#received, {
      apiKey: this.apiKey,
      domain: () => this.domain,
    });
    const envd = envdServer(this.#fleet, settings, this.#received);
    this.#control = new Loopback(
      settings,
      this.#receiving("control", (request, response, received) => {
        void control.answer(request, response, received);
      }),
    );
    this.#envd = new Loopback(settings, this.#receiving("envd", envd), upgradeProxy(this.#fleet));
  }

  /** Starts a stand-in on free ports of the loopback interface. */
  static async start(options: StandInOptions = {}): Promise<E2BStandIn> {
    const standIn = new E2BStandIn(options);
    standIn.#apiUrl = await standIn.#control.listen();
    standIn.#sandboxUrl = await standIn.#envd.listen();
    return standIn;
  }

  get apiUrl(): string {
    return this.#apiUrl;
  }

  get sandboxUrl(): string {
    return this.#sandboxUrl;
  }

  /** What the names of sandboxes' hosts end with; it leads nowhere but to this machine. */
  get domain(): string {
    return `localhost:${new URL(this.#sandboxUrl).port}`;
  }

  /** What the SDK has to be given to talk to this service and to no other. */
  get connection(): { apiKey: string; apiUrl: string; sandboxUrl: string } {
    return { apiKey: this.apiKey, apiUrl: this.#apiUrl, sandboxUrl: this.#sandboxUrl };
  }

  sandboxes(): SandboxCount {
    return this.#fleet.count();
  }

  /** Every request that arrived, in order. */
  received(): readonly ReceivedRequest[] {
    return this.#received.requests;
  }

  forgetReceived(): void {
    this.#received.clear();
  }

  /** Ends all sandboxes with their processes, and all connections. */
  async close(): Promise<void> {
    this.#closing ??= this.#fleet
      .close()
      .then(() => Promise.all([this.#control.close(), this.#envd.close()]));
    await this.#closing;
  }

  #receiving(
    plane: Plane,
    answer: (request: IncomingMessage, response: ServerResponse, received: ReceivedRequest) => void,
  ): (request: IncomingMessage, response: ServerResponse) => void {
    return (request, response) => {
      const received = this.#received.add(plane, request);
      const fault = this.faults.take(plane, received.request);
      if (befall(fault, request, response) === "go on") answer(request, response, received);
    };
  }
}

/** Starts a stand-in for E2B on the loopback interface. */
export function startE2BStandIn(options: StandInOptions = {}): Promise<E2BStandIn> {
  return E2BStandIn.start(options);
}
