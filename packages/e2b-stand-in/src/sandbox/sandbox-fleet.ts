import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sandbox, type SandboxSpec, type SandboxState } from "./sandbox.js";
import { SandboxFolder } from "./sandbox-folder.js";

/** What a template has: the program that `node` is in its sandboxes, or false for none. */
export interface Template {
  readonly node: string | false;
}

/** The sandboxes of a stand-in, counted. */
export interface SandboxCount {
  /** How many live now, paused ones included. */
  readonly alive: number;
  /** The most that ever lived at once. */
  readonly mostAlive: number;
  readonly created: number;
  readonly list: readonly SandboxSummary[];
}

export interface SandboxSummary {
  readonly id: string;
  readonly templateId: string;
  readonly state: SandboxState;
  readonly metadata: Readonly<Record<string, string>>;
  readonly endAt: Date;
  /** Where the sandbox's files are, while it lives. */
  readonly folder: string;
  readonly pids: readonly number[];
}

/** Every sandbox that was made. */
export class SandboxFleet {
  readonly #templates: Readonly<Record<string, Template>>;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #creating = new Set<Promise<unknown>>();
  readonly #folder = mkdtempSync(join(tmpdir(), "e2b-stand-in-"));
  #mostAlive = 0;
  #isClosed = false;
  readonly #endNow = () => {
    for (const sandbox of this.#sandboxes.values()) sandbox.killNow();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  };

  constructor(templates: Readonly<Record<string, Template>>) {
    this.#templates = templates;
    process.on("exit", this.#endNow);
  }

  hasTemplate(templateId: string): boolean {
    return Object.hasOwn(this.#templates, templateId);
  }

  async create(spec: SandboxSpec): Promise<Sandbox> {
    if (this.#isClosed) throw new Error("The stand-in is closed");
    const creating = this.#make(spec);
    this.#creating.add(creating);
    try {
      return await creating;
    } finally {
      this.#creating.delete(creating);
    }
  }

  /** The sandbox of that id, if it has not ended. */
  find(id: string): Sandbox | undefined {
    const sandbox = this.#sandboxes.get(id);
    return sandbox?.state === "ended" ? undefined : sandbox;
  }

  get alive(): readonly Sandbox[] {
    return [...this.#sandboxes.values()].filter(({ state }) => state !== "ended");
  }

  count(): SandboxCount {
    return {
      alive: this.alive.length,
      mostAlive: this.#mostAlive,
      created: this.#sandboxes.size,
      list: [...this.#sandboxes.values()].map((sandbox) => ({
        id: sandbox.id,
        templateId: sandbox.spec.templateId,
        state: sandbox.state,
        metadata: sandbox.spec.metadata,
        endAt: sandbox.endAt,
        folder: sandbox.folder.root,
        pids: [...sandbox.processes.keys()],
      })),
    };
  }

  /** Ends all sandboxes, those on their way too, and removes their files. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#creating);
    await Promise.all(this.alive.map((sandbox) => sandbox.end()));
    process.off("exit", this.#endNow);
    this.#endNow();
  }

  async #make(spec: SandboxSpec): Promise<Sandbox> {
    const id = `i${randomBytes(10).toString("hex").slice(0, 19)}`;
    const node = this.#templates[spec.templateId]?.node ?? false;
    const sandbox = new Sandbox(id, spec, await SandboxFolder.create(this.#folder, id, node));
    this.#sandboxes.set(id, sandbox);
    this.#mostAlive = Math.max(this.#mostAlive, this.alive.length);
    return sandbox;
  }
}
