import { ToolweaveError } from "@toolweave/core";
import { FairQueue, HoldOff } from "@toolweave/core/node";
import { CloudSandbox } from "./cloud-sandbox.js";
import type { E2BSettings } from "./e2b-settings.js";
import type { Lease, LeaseSpec } from "./lease.js";
import { closedError, exhaustedError, startError } from "./pool-errors.js";
import { isGone, sdkMessage } from "./sdk-errors.js";
import { StraySandboxes } from "./stray-sandboxes.js";
import { UnclaimedWork } from "./unclaimed-work.js";

/** Sandboxes that are found dead in a row, before an execution gives up. */
const MAX_DEAD = 3;
/** After one could not be made, for as long as there are others to use. */
const HOLD_OFF_MS = 5_000;

/** The sandboxes of one executor: each used by one execution at a time, in the order of their coming. */
export class CloudPool {
  readonly #settings: E2BSettings;
  readonly #command: string;
  readonly #all = new Set<CloudSandbox>();
  /** Those that could be opened and have not been given up. */
  readonly #good = new Set<CloudSandbox>();
  /** Made, or cleared of a guest: they will be idle in a moment. */
  readonly #coming = new Set<CloudSandbox>();
  /** Sandboxes that are still being reached for executions that have given up. */
  readonly #unclaimed = new UnclaimedWork(() => this.#expect());
  readonly #idle: CloudSandbox[] = [];
  readonly #idleTimers = new Map<CloudSandbox, NodeJS.Timeout>();
  readonly #leaving = new Map<CloudSandbox, Promise<void>>();
  readonly #queue: FairQueue<CloudSandbox>;
  readonly #strays: StraySandboxes;
  /** Those who wait are not left to the others for longer: these may be in use for hours. */
  readonly #holdOff = new HoldOff(HOLD_OFF_MS, () => {
    if (this.#queue.length > 0) this.#serve();
  });
  /** How many are not idle only because they are being paused. */
  #pausing = 0;
  #closed = false;

  constructor(settings: E2BSettings, command: string) {
    this.#settings = settings;
    this.#command = command;
    this.#queue = new FairQueue(settings.pool.maxQueue);
    this.#strays = new StraySandboxes(settings.connection);
  }

  /**
   * Resolves with a process of its own for one execution. A sandbox that is found dead is replaced. With `anew`
   * none is taken that was prepared: what made an execution lose its process may have ended that one too.
   *
   * @throws ToolweaveError `E2B_POOL_EXHAUSTED`, `SANDBOX_START_FAILED`, `EXECUTOR_CLOSED`.
   */
  async lease(spec: LeaseSpec, { anew = false }: { anew?: boolean } = {}): Promise<Lease> {
    const { signal, holdClock } = spec;
    for (let dead = 0, again = anew; ; again = true) {
      const cloud = await this.#acquire(spec, { again });
      holdClock?.(false);
      try {
        return { cloud, process: await this.#unclaimed.follow(cloud.lease({ anew }), signal) };
      } catch (error) {
        this.#discard(cloud);
        if (this.#closed) throw closedError();
        // All that rested may have ended in the meantime, which says nothing of those that would be made now.
        if (!cloud.hasServed || !isGone(error)) dead++;
        // One that is attached to may only have been paused meanwhile: to attach again resumes it, or fails.
        const isUnreachable = this.#settings.sandboxId !== undefined && !cloud.hasServed;
        if (dead === MAX_DEAD || isUnreachable) throw startError(error);
      }
    }
  }

  /** Takes back what was leased. */
  async release({ cloud, process }: Lease, { finished }: { finished: boolean }): Promise<void> {
    this.#coming.add(cloud);
    this.#expect();
    await cloud.release(process, { finished });
    this.#coming.delete(cloud);
    this.#rest(cloud);
  }

  /**
   * Pauses the sandboxes that are not in use; they resume by themselves when they are needed.
   *
   * @throws ToolweaveError `SANDBOX_PAUSE_FAILED`: those that could not be paused stay as they were.
   */
  async pause(): Promise<number> {
    const resting = this.#idle.splice(0);
    for (const cloud of resting) this.#stopIdleTimer(cloud);
    this.#pausing += resting.length;
    const failures = await this.#attempt(resting, (cloud) => cloud.pause());
    this.#pausing -= resting.length;
    const paused = resting.filter((cloud) => !failures.has(cloud) && !this.#leaving.has(cloud));
    this.#idle.push(...paused);
    for (const cloud of failures.keys()) this.#rest(cloud);
    this.#serve();
    this.#report(failures, "paused");
    return paused.length;
  }

  /**
   * Resumes those that are paused, ahead of need.
   *
   * @throws ToolweaveError `SANDBOX_PAUSE_FAILED`: those that could not be resumed stay paused.
   */
  async resume(): Promise<void> {
    const failures = await this.#attempt([...this.#idle], (cloud) => cloud.wake());
    for (const cloud of this.#idle.splice(0)) {
      if (failures.has(cloud)) this.#idle.push(cloud);
      else this.#rest(cloud);
    }
    this.#report(failures, "resumed");
  }

  /** Kills every sandbox that was made here, those under way included; who waits is told so. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#holdOff.cancel();
    this.#queue.rejectAll(closedError());
    for (const cloud of [...this.#idle]) this.#stopIdleTimer(cloud);
    for (const cloud of this.#all) this.#discard(cloud);
    await Promise.all(this.#leaving.values());
    await this.#strays.settle();
  }

  /** Does the same to several, and resolves with what went wrong. Those that are gone are replaced when needed. */
  async #attempt(
    clouds: readonly CloudSandbox[],
    work: (cloud: CloudSandbox) => Promise<void>,
  ): Promise<Map<CloudSandbox, unknown>> {
    const failures = new Map<CloudSandbox, unknown>();
    const tried = clouds.map(async (cloud) => {
      try {
        await work(cloud);
      } catch (error) {
        if (isGone(error)) this.#discard(cloud);
        else if (!this.#leaving.has(cloud)) failures.set(cloud, error);
      }
    });
    await Promise.all(tried);
    return failures;
  }

  #report(failures: ReadonlyMap<CloudSandbox, unknown>, done: "paused" | "resumed"): void {
    const [error] = failures.values();
    if (failures.size === 0) return;
    throw new ToolweaveError(
      "SANDBOX_PAUSE_FAILED",
      `${failures.size} of the E2B sandboxes could not be ${done}. ${sdkMessage(error)}`,
      { cause: error },
    );
  }

  /** How many more executions could run, were all sandboxes there. */
  get #unused(): number {
    const atRest = this.#idle.length + this.#coming.size + this.#pausing;
    return this.#settings.pool.max - this.#all.size + atRest;
  }

  /** With `again` for one whose turn it has been: the place of the sandbox that it lost is free for it. */
  #acquire(spec: LeaseSpec, { again }: { again: boolean }): Promise<CloudSandbox> {
    if (this.#closed) return Promise.reject(closedError());
    const isFull = !again && this.#queue.isFull(this.#unused);
    if (isFull) return Promise.reject(exhaustedError(this.#settings.pool));
    const turn = this.#queue.join(spec.signal, spec.holdClock, { ahead: again });
    this.#serve();
    return turn;
  }

  #serve(): void {
    while (this.#queue.length > 0 && this.#idle.length > 0) {
      // The last one used has its stream open still.
      const cloud = this.#idle.pop() as CloudSandbox;
      this.#stopIdleTimer(cloud);
      this.#queue.serve(cloud);
    }
    const { min, max } = this.#settings.pool;
    const mayOpen = !this.#closed && !(this.#good.size > 0 && this.#holdOff.isOn);
    while (
      mayOpen &&
      this.#all.size < max &&
      (this.#coming.size < this.#queue.length || this.#all.size < min)
    ) {
      void this.#open();
    }
    this.#expect();
  }

  /** So many come free without code being run in them. The service may take its time, which is nobody's turn. */
  #expect(): void {
    const unused = [this.#coming.size, this.#leaving.size, this.#pausing, this.#unclaimed.count];
    this.#queue.expect(unused.reduce((sum, each) => sum + each));
  }

  async #open(): Promise<void> {
    const cloud = new CloudSandbox(this.#settings, this.#command, this.#strays);
    this.#all.add(cloud);
    this.#coming.add(cloud);
    try {
      await cloud.open();
      this.#coming.delete(cloud);
      this.#good.add(cloud);
      this.#rest(cloud);
    } catch (error) {
      this.#coming.delete(cloud);
      this.#holdOff.begin();
      // As long as there are others, those who wait get one of them.
      if (this.#good.size === 0) this.#queue.rejectAll(startError(error));
      this.#discard(cloud);
    }
  }

  #rest(cloud: CloudSandbox): void {
    if (this.#closed || this.#leaving.has(cloud)) return;
    this.#idle.push(cloud);
    this.#stopIdleTimer(cloud);
    const { keepAlive, pool, sandboxId } = this.#settings;
    const keep = keepAlive || this.#all.size <= pool.min;
    cloud.rest({ keep });
    if (!keep && sandboxId === undefined) {
      const retire = (): void => this.#retire(cloud);
      this.#idleTimers.set(cloud, setTimeout(retire, pool.idleMs).unref());
    }
    this.#serve();
  }

  #retire(cloud: CloudSandbox): void {
    if (this.#idle.includes(cloud)) this.#discard(cloud);
  }

  #stopIdleTimer(cloud: CloudSandbox): void {
    clearTimeout(this.#idleTimers.get(cloud));
    this.#idleTimers.delete(cloud);
  }

  /** Kills a sandbox. It counts until it is gone, so that there are never more than may be. */
  #discard(cloud: CloudSandbox): void {
    if (this.#leaving.has(cloud)) return;
    this.#stopIdleTimer(cloud);
    this.#good.delete(cloud);
    const index = this.#idle.indexOf(cloud);
    if (index >= 0) this.#idle.splice(index, 1);
    const left = cloud.close().then(() => {
      this.#leaving.delete(cloud);
      this.#all.delete(cloud);
      this.#serve();
    });
    this.#leaving.set(cloud, left);
    this.#expect();
  }
}
