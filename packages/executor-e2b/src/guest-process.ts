import type { CommandHandle, Sandbox } from "@e2b/code-interpreter";
import {
  type Frame,
  frameText,
  HostFrame,
  newPacketSecret,
  PacedFrames,
  RunnerFrame,
  TextFrameDecoder,
  TextPacketDecoder,
} from "@toolweave/core/node";
import { LivenessWatch } from "./liveness-watch.js";
import { PacketSender } from "./packet-sender.js";
import { lostEnd, type ProcessEnd, processEnd } from "./process-end.js";
import { Readiness } from "./readiness.js";
import { retrying } from "./retrying.js";
import { isGone } from "./sdk-errors.js";

/** What a process tells the execution that has it. */
export interface GuestEvents {
  onMessage(message: string): void;
  /** Called once, unless the process was killed from here. */
  onEnd(end: ProcessEnd): void;
}

const START_TIMEOUT_MS = 15_000;
const ASK_TIMEOUT_MS = 4_000;
const KILL_TIMEOUT_MS = 5_000;
const MAX_PACKET_BYTES = 1 << 16;
const STDERR_KEPT = 8_192;

/** One process in a sandbox, which hosts one guest, and the stream to it. */
export class GuestProcess {
  /** Resolves when the service has started the process. */
  readonly started: Promise<void>;
  readonly #sandbox: Sandbox;
  readonly #sender: PacketSender;
  readonly #packets: TextPacketDecoder;
  readonly #frames: TextFrameDecoder;
  readonly #paced: PacedFrames;
  readonly #watch: LivenessWatch;
  readonly #readiness: Readiness;
  #pid: number | undefined;
  #handle: CommandHandle | undefined;
  #events: GuestEvents | undefined;
  #end: ProcessEnd | undefined;
  #killed = false;
  #received = 0;
  /** While more has been said than can be dealt with; the SDK reads no more before it resolves. */
  #held: Promise<void> | undefined;
  #letGo = (): void => {};
  #stderr = "";

  constructor(sandbox: Sandbox, command: string) {
    this.#sandbox = sandbox;
    const secret = newPacketSecret();
    this.#readiness = new Readiness((error) => this.#finish(lostEnd(error)));
    this.#paced = new PacedFrames({
      onFrame: (frame) => this.#receive(frame),
      onHold: () => {
        this.#held = new Promise((resolve) => {
          this.#letGo = resolve;
        });
      },
      onRelease: () => {
        this.#held = undefined;
        this.#letGo();
      },
    });
    this.#frames = new TextFrameDecoder((frame) => this.#paced.push(frame));
    this.#packets = new TextPacketDecoder(secret, MAX_PACKET_BYTES, ({ number, body }) => {
      this.#take(number, body);
    });
    this.#sender = new PacketSender(secret, (error) => this.#finish(lostEnd(error)));
    this.#watch = new LivenessWatch(
      () => sandbox.isRunning({ requestTimeoutMs: ASK_TIMEOUT_MS }),
      (error) => this.#finish(lostEnd(error)),
    );
    this.started = this.#start(command);
    this.started.catch(() => {});
  }

  /** Resolves when a guest waits in it for its first message. */
  get ready(): Promise<void> {
    return this.#readiness.reached;
  }

  get hasEnded(): boolean {
    return this.#end !== undefined || this.#killed;
  }

  get isAttached(): boolean {
    return this.#handle !== undefined;
  }

  /** Gives the process to an execution. */
  use(events: GuestEvents): void {
    this.#events = events;
    this.#watch.start();
    if (this.#end !== undefined) events.onEnd(this.#end);
  }

  /** Sends a message to the guest. */
  post(message: string): void {
    this.#sender.write(frameText({ kind: HostFrame.message, payload: message }));
  }

  /** Closes the stream, which would keep this program alive; the process stays. Only when it is ready. */
  async detach(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.disconnect();
  }

  /** Opens the stream again. Rejects if the process, or its sandbox, is gone. */
  async attach(): Promise<void> {
    const options = { timeoutMs: 0, requestTimeoutMs: START_TIMEOUT_MS, ...this.#output() };
    this.#follow(await this.#sandbox.commands.connect(this.#pid as number, options));
  }

  /** Lets go of a process whose sandbox ends, and the process with it. */
  abandon(): void {
    if (this.#killed) return;
    this.#killed = true;
    this.#events = undefined;
    this.#watch.stop();
    this.#sender.close();
    this.#readiness.refuse(new Error("the process was ended"));
    void this.started.catch(() => {}).then(() => this.detach());
  }

  /** Ends the process, whatever it is doing. Resolves when it is gone, or cannot be reached. */
  async kill(): Promise<void> {
    if (this.#killed) return;
    this.abandon();
    await this.started.catch(() => {});
    const pid = this.#pid;
    if (pid === undefined) return;
    const options = { requestTimeoutMs: KILL_TIMEOUT_MS };
    const kill = async (): Promise<void> => {
      await this.#sandbox.commands.kill(pid, options).catch(async (error: unknown) => {
        if ((await this.#isRunning()) !== false) throw error;
      });
    };
    await retrying(kill).catch(() => {});
  }

  async #start(command: string): Promise<void> {
    const options = {
      background: true,
      stdin: true,
      timeoutMs: 0,
      requestTimeoutMs: START_TIMEOUT_MS,
      ...this.#output(),
    } as const;
    try {
      const handle = await retrying(() => this.#startOnce(command, options));
      this.#pid = handle.pid;
      this.#follow(handle);
      this.#readiness.expect();
      this.#sender.open((bytes, signal) =>
        this.#sandbox.commands.sendStdin(handle.pid, bytes, { requestTimeoutMs: 0, signal }),
      );
    } catch (error) {
      this.#finish(lostEnd(error));
      throw error;
    }
  }

  /** A fault of the service looks to the SDK like a sandbox that is gone, so it is asked for. */
  async #startOnce(
    command: string,
    options: Parameters<Sandbox["commands"]["run"]>[1] & { background: true },
  ): Promise<CommandHandle> {
    try {
      return await this.#sandbox.commands.run(command, options);
    } catch (error) {
      if (!isGone(error)) throw error;
      const runs = await this.#isRunning();
      throw runs ? new Error("the service did not start the process", { cause: error }) : error;
    }
  }

  /** Whether the sandbox runs; `undefined` if nobody can say. */
  async #isRunning(): Promise<boolean | undefined> {
    return this.#sandbox.isRunning({ requestTimeoutMs: ASK_TIMEOUT_MS }).catch(() => undefined);
  }

  #output(): { onStdout(text: string): Promise<void> | undefined; onStderr(text: string): void } {
    return {
      onStdout: (text) => {
        this.#watch.hear();
        // The SDK keeps all that a command prints for as long as it runs, and nobody reads it there.
        if (this.#handle !== undefined) Reflect.set(this.#handle, "_stdout", "");
        this.#packets.push(text);
        return this.#held;
      },
      onStderr: (text) => {
        this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
      },
    };
  }

  #follow(handle: CommandHandle): void {
    this.#handle = handle;
    const ended = (outcome: unknown): void => {
      if (this.#handle !== handle) return;
      this.#paced.end(() => this.#finish(processEnd(outcome, this.#stderr)));
    };
    handle.wait().then(ended, ended);
  }

  #take(number: number, body: string): void {
    if (number < this.#received) return;
    if (number > this.#received) {
      this.#finish(lostEnd(new Error("a part of the guest's output is missing")));
      return;
    }
    this.#received++;
    try {
      this.#frames.push(body);
    } catch (error) {
      this.#finish(lostEnd(error));
    }
  }

  #receive({ kind, payload }: Frame): void {
    if (kind === RunnerFrame.ready) this.#readiness.mark();
    else if (kind === RunnerFrame.message) this.#events?.onMessage(payload);
  }

  #finish(end: ProcessEnd): void {
    if (this.#end !== undefined || this.#killed) return;
    this.#end = end;
    this.#watch.stop();
    this.#sender.close();
    this.#readiness.refuse(new Error(end.message));
    this.#events?.onEnd(end);
  }
}
