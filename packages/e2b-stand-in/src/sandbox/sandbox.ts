import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import type { SandboxFolder } from "./sandbox-folder.js";
import { type ProcessSpec, SandboxProcess } from "./sandbox-process.js";

/** What a request to create a sandbox says. */
export interface SandboxSpec {
  readonly templateId: string;
  readonly timeoutMs: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly envs: Readonly<Record<string, string>>;
  /** Whether the sandbox is paused when its time is over, and not killed. */
  readonly pausesAtTimeout: boolean;
}

export type SandboxState = "running" | "paused" | "ended";

/** One sandbox: a folder, processes, and a time at which they end. */
export class Sandbox {
  readonly id: string;
  readonly spec: SandboxSpec;
  readonly folder: SandboxFolder;
  /** The token that requests to the sandbox carry. */
  readonly accessToken: string = randomBytes(24).toString("hex");
  readonly startedAt: Date = new Date();
  readonly processes: Map<number, SandboxProcess> = new Map<number, SandboxProcess>();
  /** Ends the connections of requests under way, each entered by the server that answers it. */
  readonly cuts: Set<() => void> = new Set<() => void>();
  readonly #starting = new Set<Promise<unknown>>();
  #state: SandboxState = "running";
  #endAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(id: string, spec: SandboxSpec, folder: SandboxFolder) {
    this.id = id;
    this.spec = spec;
    this.folder = folder;
    this.setTimeout(spec.timeoutMs);
  }

  get state(): SandboxState {
    return this.#state;
  }

  get endAt(): Date {
    return new Date(this.#endAt);
  }

  /** Lets the sandbox live for that long from now. */
  setTimeout(timeoutMs: number): void {
    this.#endAt = Date.now() + timeoutMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.expire(), timeoutMs).unref();
  }

  /** Lets the sandbox live at least that long from now. */
  extend(timeoutMs: number): void {
    if (Date.now() + timeoutMs > this.#endAt) this.setTimeout(timeoutMs);
  }

  /** Does what happens when the time is over. */
  async expire(): Promise<void> {
    if (this.spec.pausesAtTimeout) await this.pause();
    else await this.end();
  }

  async start(spec: ProcessSpec, user: string): Promise<SandboxProcess> {
    const home = this.folder.homeOf(user);
    const cwd = this.folder.resolve(spec.cwd ?? "", user);
    const isFolder = await stat(cwd).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new RangeError(`cwd '${spec.cwd}' does not exist`);
    const env = { PATH: this.folder.path, HOME: home, USER: user, LOGNAME: user };
    const own = { E2B_SANDBOX: "true", E2B_SANDBOX_ID: this.id };
    const starting = SandboxProcess.start(spec, {
      cwd,
      env: { ...env, ...own, ...this.spec.envs },
    });
    this.#starting.add(starting);
    try {
      const process = await starting;
      this.processes.set(process.pid, process);
      void process.closed.then(() => this.processes.delete(process.pid));
      if (this.#state === "ended") process.signalGroup("SIGKILL");
      return process;
    } finally {
      this.#starting.delete(starting);
    }
  }

  /** Freezes the processes; without `keepsMemory` they end, and only the files are kept. */
  async pause(keepsMemory = true): Promise<void> {
    if (this.#state !== "running") return;
    this.#state = "paused";
    clearTimeout(this.#timer);
    this.#cutConnections();
    if (keepsMemory) for (const process of this.processes.values()) process.signalGroup("SIGSTOP");
    else await this.#endProcesses();
  }

  resume(timeoutMs: number): void {
    if (this.#state !== "paused") return;
    this.#state = "running";
    for (const process of this.processes.values()) process.signalGroup("SIGCONT");
    this.setTimeout(timeoutMs);
  }

  /** Ends everything at once: connections, processes, files. */
  async end(): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = "ended";
    clearTimeout(this.#timer);
    this.#cutConnections();
    await this.#endProcesses();
    await this.folder.remove();
  }

  /** Kills what runs without waiting, for a program that is about to exit. */
  killNow(): void {
    for (const process of this.processes.values()) process.signalGroup("SIGKILL");
  }

  #cutConnections(): void {
    for (const cut of this.cuts) cut();
  }

  async #endProcesses(): Promise<void> {
    await Promise.allSettled(this.#starting);
    const processes = [...this.processes.values()];
    for (const process of processes) process.signalGroup("SIGKILL");
    for (const process of processes) process.abandonOutput();
    await Promise.all(processes.map(({ closed }) => closed));
  }
}
