import { HostFrame, RunnerFrame } from "@toolweave/core/node";
import { sha256 } from "../snapshot/sha256.js";
import { openSnapshot, type SnapshotOrigin, sealSnapshot } from "../snapshot/snapshot-format.js";
import { Guest } from "./guest.js";
import { GuestStock } from "./guest-stock.js";
import { guestProgram } from "./guest-wiring.js";
import { HostSignals } from "./host-signals.js";
import { HostWait } from "./host-wait.js";
import { ThreadMail } from "./thread-mail.js";
import { WebApis } from "./web-apis.js";
import type {
  BootedGuest,
  FromGuest,
  FromWorker,
  RefusalCode,
  ToWorker,
  WorkerSetup,
} from "./worker-messages.js";

/** Characters of calls that may wait for the end of the guest's turn. */
const MOST_UNSENT = 1 << 18;

/** The port to the host. */
export interface HostPort {
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
  /** What has come, if it has. Missing where only the event loop can tell. */
  readonly take: (() => readonly ToWorker[] | undefined) | undefined;
}

/** Hosts guests, one after the other, each a copy of one image. */
export class WorkerRunner {
  readonly #setup: WorkerSetup;
  readonly #port: HostPort;
  readonly #signals: HostSignals;
  readonly #mail: ThreadMail;
  readonly #wait: HostWait;
  /** The open guest has been sent nothing yet. */
  #isFresh = false;
  #outgoing: FromGuest[] = [];
  #unsent = 0;
  #module: WebAssembly.Module | undefined;
  #stock: GuestStock | undefined;
  #origin: SnapshotOrigin | undefined;
  #webApis: WebApis | undefined;
  #guest: Guest | undefined;
  #sandbox = 0;

  constructor(setup: WorkerSetup, port: HostPort) {
    this.#setup = setup;
    this.#port = port;
    this.#signals = new HostSignals(setup.signals);
    this.#mail = new ThreadMail((text) => this.#handle(text), setup.mail);
    this.#wait = new HostWait(this.#mail, {
      idleMs: (most) => (this.#mayWait ? (this.#guest?.idleMs(most) ?? 0) : 0),
      takeFromPort: () => {
        const messages = this.#port.take?.();
        if (messages !== undefined) this.#take(messages);
        return messages !== undefined;
      },
    });
  }

  /** What has come by the port. */
  receive(messages: readonly ToWorker[]): void {
    this.#take(messages);
    this.#guest?.fireDue();
    this.#wait.run();
  }

  get #mayWait(): boolean {
    return this.#port.take !== undefined && !this.#signals.isStopped;
  }

  #take(messages: readonly ToWorker[]): void {
    this.#mail.passed();
    for (const message of messages) this.#handle(message);
  }

  #handle(message: ToWorker): void {
    if (typeof message === "string") {
      this.#signals.addTaken(message.length);
      const isBesideHost = this.#isFresh && this.#signals.untaken === 0;
      this.#isFresh = false;
      if (isBesideHost) this.#signals.signAwake();
      this.#guest?.deliver(message);
      // The host is at work with the code, which this message came without.
      if (isBesideHost) this.#wait.expect(true);
      return;
    }
    switch (message.kind) {
      case "engine":
        this.#module = message.module;
        break;
      case HostFrame.boot:
        this.#boot(message.payload);
        break;
      case HostFrame.open:
        this.#sandbox = message.sandbox;
        this.#isFresh = true;
        this.#guest = this.#stock?.take();
        break;
      case HostFrame.close:
        this.#close();
        break;
      case "snapshot":
        this.#takeSnapshot();
        break;
      case "restore":
        this.#restore(message.snapshot);
    }
  }

  #boot(guestRuntime: string): void {
    const { image, programHash, webApis } = this.#setup.booted ?? this.#firstGuest(guestRuntime);
    if (webApis !== undefined) this.#webApis = new WebApis(webApis);
    this.#origin = { engine: this.#setup.engineHash, program: programHash };
    this.#stock = new GuestStock(image, () => this.#newGuest());
    this.#announce(RunnerFrame.ready, 0);
    this.#stock.refill();
  }

  /** The guest of the first worker becomes that of all others. */
  #firstGuest(guestRuntime: string): BootedGuest {
    const program = guestProgram(guestRuntime);
    const guest = this.#builtGuest(sha256(program)) ?? this.#bootedGuest(program);
    const shared = {
      ...guest,
      image: { ...guest.image, memory: inSharedMemory(guest.image.memory) },
    };
    this.#send({ kind: "booted", guest: shared });
    return shared;
  }

  /** There is one for the guest runtime of the version of core that this package was built with. */
  #builtGuest(program: Uint8Array): BootedGuest | undefined {
    const { built, engineHash: engine, memoryCap } = this.#setup;
    if (built === undefined) return undefined;
    const { brotliDecompressSync } = process.getBuiltinModule("node:zlib");
    const snapshot = brotliDecompressSync(Buffer.from(built.snapshot, "base64"));
    const opened = openSnapshot(snapshot, { engine, program }, memoryCap);
    if (!("image" in opened)) return undefined;
    const webApis = inSharedMemory(Buffer.from(built.webApis, "base64"));
    // Its copies go on only where there are the same web's APIs.
    const programHash = sha256(program, webApis);
    return { image: opened.image, programHash, webApis };
  }

  #bootedGuest(program: string): BootedGuest {
    const bytecode = this.#newGuest().compile(program);
    const guest = this.#newGuest();
    guest.boot(bytecode);
    return { image: guest.image(), programHash: sha256(program), webApis: undefined };
  }

  #newGuest(): Guest {
    return new Guest({
      module: this.#module as WebAssembly.Module,
      memoryBytes: this.#setup.memoryBytes,
      signals: this.#signals,
      webApis: () => this.#webApis?.bytecode,
      onMessage: (payload) => this.#forward(payload),
      onTurnEnd: () => this.#flush(),
      onTick: () => this.#wait.run(),
      onFailure: (cause) => this.#send({ kind: "ended", cause }),
    });
  }

  /** Calls that the guest makes in one turn are sent together; a line before an endless loop is sent at once. */
  #forward(payload: string): void {
    this.#outgoing.push(payload);
    this.#unsent += payload.length;
    if (!payload.startsWith('{"id"') || this.#unsent > MOST_UNSENT) this.#flush();
  }

  #close(): void {
    const guest = this.#guest;
    this.#guest = undefined;
    guest?.end();
    this.#signals.resume();
    this.#announce(RunnerFrame.closed, this.#sandbox);
    if (guest !== undefined) this.#stock?.giveBack(guest);
  }

  #takeSnapshot(): void {
    const guest = this.#guest;
    // One that was interrupted has stopped in its midst, and answers nobody any more.
    const isQuiet = guest?.isQuiet === true && !this.#signals.isStopped;
    if (guest === undefined || this.#origin === undefined || !isQuiet) {
      this.#refuse("SNAPSHOT_NOT_QUIET", "The guest waits for timers, or has ended.");
      return;
    }
    const bytes = sealSnapshot(guest.image(), this.#origin);
    this.#send({ kind: "snapshot", bytes }, [bytes.buffer as ArrayBuffer]);
  }

  #restore(snapshot: Uint8Array): void {
    const opened = openSnapshot(snapshot, this.#origin as SnapshotOrigin, this.#setup.memoryCap);
    if ("problem" in opened) {
      this.#refuse("SNAPSHOT_INVALID", opened.problem);
      return;
    }
    this.#guest?.become(opened.image);
    this.#send({ kind: "restored" });
  }

  #refuse(code: RefusalCode, message: string): void {
    this.#send({ kind: "refused", code, message });
  }

  #announce(kind: number, sandbox: number): void {
    this.#outgoing.push({ kind, sandbox, payload: "" });
    this.#flush();
  }

  #send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    this.#mail.bypass();
    this.#port.post(message, transfer);
  }

  #flush(): void {
    if (this.#outgoing.length === 0) return;
    const messages = this.#outgoing;
    const characters = this.#unsent;
    this.#outgoing = [];
    this.#unsent = 0;
    // Who looks into the mailbox is awake.
    const isAwake = this.#mail.offer(messages);
    if (!isAwake) this.#port.post(messages, []);
    this.#wait.expect(isAwake);
    this.#signals.addSent(characters);
  }
}

function inSharedMemory(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
