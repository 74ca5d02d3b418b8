import { type Frame, HostFrame, RunnerFrame } from "../protocol/frames.js";
import { Garbage } from "./garbage.js";
import { type GuestContext, GuestContextFactory } from "./guest-context.js";
import { SandboxTimers } from "./sandbox-timers.js";

/** Where the runner's frames go. `flush` sends at once what may otherwise wait for company. */
export interface FrameSink {
  write(frame: Frame): void;
  flush(): void;
}

interface LiveSandbox {
  readonly guest: GuestContext;
  readonly timers: SandboxTimers;
  id: number;
}

/** Hosts guests, one after the other, each in a fresh context that was prepared ahead of need. */
export class SandboxRunner {
  readonly #sink: FrameSink;
  #factory: GuestContextFactory | undefined;
  #prepared: LiveSandbox | undefined;
  readonly #live = new Map<number, LiveSandbox>();
  readonly #garbage = new Garbage();

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  handle({ kind, sandbox, payload }: Frame): void {
    switch (kind) {
      case HostFrame.boot:
        this.#factory = new GuestContextFactory(payload);
        this.#prepared = this.#prepare();
        this.#announce(RunnerFrame.ready, sandbox);
        break;
      case HostFrame.open:
        this.#open(sandbox);
        break;
      case HostFrame.message:
        deliver(this.#live.get(sandbox)?.guest, payload);
        break;
      case HostFrame.close:
        this.#close(sandbox);
        break;
    }
  }

  #open(id: number): void {
    this.#garbage.postpone();
    const sandbox = this.#prepared ?? this.#prepare();
    this.#prepared = undefined;
    sandbox.id = id;
    this.#live.set(id, sandbox);
  }

  #close(id: number): void {
    this.#live.get(id)?.timers.clear();
    this.#live.delete(id);
    this.#garbage.addContext();
    this.#prepared ??= this.#prepare();
    this.#announce(RunnerFrame.closed, id);
  }

  #prepare(): LiveSandbox {
    const timers = new SandboxTimers((message) => deliver(guest, message));
    const sandbox = { id: 0, timers } as LiveSandbox & { guest: GuestContext };
    const guest = (this.#factory as GuestContextFactory).create((message) => {
      if (!this.#live.has(sandbox.id) || timers.handle(message)) return;
      this.#sink.write({ kind: RunnerFrame.message, sandbox: sandbox.id, payload: message });
      if (!message.startsWith('{"id"')) this.#sink.flush();
    });
    sandbox.guest = guest;
    return sandbox;
  }

  #announce(kind: number, sandbox: number): void {
    this.#sink.write({ kind, sandbox, payload: "" });
    this.#sink.flush();
  }
}

/** What a guest throws out of its own message handler concerns nobody but itself. */
function deliver(guest: GuestContext | undefined, message: string): void {
  try {
    guest?.deliver(message);
  } catch {}
}
