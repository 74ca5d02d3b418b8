import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { FaultSettings } from "../faults/fault-settings.js";
import { DelayLine } from "./delay-line.js";

/** One connection as the HTTP server sees it: a socket with a network's delays before it. */
export class Link extends Duplex {
  readonly #socket: Socket;
  readonly #up: DelayLine;
  readonly #down: DelayLine;
  #isCutAtAnswer = false;

  constructor(socket: Socket, settings: Readonly<FaultSettings>) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#up = new DelayLine(
      (chunk) => {
        if (!this.push(chunk)) socket.pause();
      },
      () => settings.latencyUpMs,
    );
    this.#down = new DelayLine(
      (chunk) => {
        if (chunk === null) socket.end();
        else socket.write(chunk);
      },
      () => settings.latencyDownMs,
    );
    if (settings.network === "silent") this.hold();
    socket.on("data", (chunk) => this.#up.send(chunk));
    socket.on("end", () => this.#up.send(null));
    socket.on("error", () => this.destroy());
    socket.on("close", () => this.destroy());
  }

  /** Carries nothing, in either direction, until `release`. */
  hold(): void {
    this.#up.hold();
    this.#down.hold();
  }

  release(): void {
    this.#up.release();
    this.#down.release();
  }

  /** Ends the connection as a network does that breaks: at once, with nothing said. */
  cut(): void {
    this.#socket.resetAndDestroy();
    this.destroy();
  }

  /** Ends the connection when the server begins to answer. */
  cutAtAnswer(): void {
    this.#isCutAtAnswer = true;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#isCutAtAnswer) this.cut();
    else this.#down.send(chunk);
    if (this.#socket.writableNeedDrain) this.#socket.once("drain", done);
    else done();
  }

  override _final(done: () => void): void {
    this.#down.send(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#up.destroy();
    this.#down.destroy();
    this.#socket.destroy();
    done(error);
  }
}
