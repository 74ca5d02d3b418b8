import { once } from "node:events";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FaultSettings } from "../faults/fault-settings.js";
import { Link } from "./link.js";

/** Answers what asks for another protocol, as WebSockets do. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** An HTTP server on the loopback interface, behind a network that can misbehave. */
export class Loopback {
  readonly #settings: Readonly<FaultSettings>;
  readonly #http: Server;
  readonly #net: NetServer;
  readonly #links = new Set<Link>();

  constructor(
    settings: Readonly<FaultSettings>,
    onRequest: RequestListener,
    onUpgrade?: UpgradeListener,
  ) {
    this.#settings = settings;
    this.#http = createHttpServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, onRequest);
    if (onUpgrade !== undefined) this.#http.on("upgrade", onUpgrade);
    this.#net = createServer({ noDelay: true, allowHalfOpen: true }, (socket) =>
      this.#accept(socket),
    );
  }

  async listen(): Promise<string> {
    this.#net.listen(0, "127.0.0.1");
    await once(this.#net, "listening");
    return `http://127.0.0.1:${(this.#net.address() as AddressInfo).port}`;
  }

  /** Makes a change of the `network` setting felt by the connections that are open. */
  applyNetwork(): void {
    const { network } = this.#settings;
    for (const link of this.#links) {
      if (network === "refused") link.cut();
      else if (network === "silent") link.hold();
      else link.release();
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#net, "close");
    this.#net.close();
    for (const link of this.#links) link.cut();
    await closed;
  }

  #accept(socket: Socket): void {
    socket.on("error", () => {});
    if (this.#settings.network === "refused") {
      socket.resetAndDestroy();
      return;
    }
    const link = new Link(socket, this.#settings);
    this.#links.add(link);
    link.on("error", () => {});
    link.on("close", () => this.#links.delete(link));
    this.#http.emit("connection", link);
  }
}

/** Ends the connection that a request came by, when nothing of it can be saved. */
export function cutConnection(socket: Duplex): void {
  if (socket instanceof Link) socket.cut();
  else socket.destroy();
}
