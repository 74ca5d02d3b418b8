import type { SandboxFleet } from "../sandbox/sandbox-fleet.js";
import { type FaultSettings, NO_FAULTS } from "./fault-settings.js";
import { type Plane, type RequestFault, RequestFaults } from "./request-faults.js";

/** What goes wrong, as tests ask for it. */
export class Faults {
  readonly #settings: FaultSettings = { ...NO_FAULTS };
  readonly #requests = new RequestFaults();
  readonly #fleet: SandboxFleet;
  readonly #onNetwork: () => void;

  constructor(fleet: SandboxFleet, onNetwork: () => void) {
    this.#fleet = fleet;
    this.#onNetwork = onNetwork;
  }

  /** What is set now; the object changes with it. */
  get settings(): Readonly<FaultSettings> {
    return this.#settings;
  }

  /** Changes settings, and leaves those as they are that are not named. */
  set(settings: Partial<FaultSettings>): void {
    const { chunkBytes = 1 } = settings;
    if (!(Number.isInteger(chunkBytes) && chunkBytes > 0)) {
      throw new RangeError(`chunkBytes is ${chunkBytes}; give a whole number from 1`);
    }
    Object.assign(this.#settings, settings);
    this.#onNetwork();
  }

  /** Lets the next requests fail, beginning with the first that the fault matches. */
  failNext(fault: RequestFault): void {
    this.#requests.add(fault);
  }

  /** Cuts what is under way to one sandbox, or to all: streams in their middle, calls unanswered. */
  cutConnections(sandboxId?: string): void {
    for (const { cuts } of this.#chosen(sandboxId)) for (const cut of cuts) cut();
  }

  /** Ends the time of one sandbox, or of all, now. */
  async expire(sandboxId?: string): Promise<void> {
    await Promise.all(this.#chosen(sandboxId).map((sandbox) => sandbox.expire()));
  }

  /** Undoes all of it, save what has happened. */
  clear(): void {
    this.#requests.clear();
    this.set(NO_FAULTS);
  }

  /** For the servers: the fault that befalls a request. */
  take(plane: Plane, request: string): RequestFault | undefined {
    return this.#requests.take(plane, request);
  }

  #chosen(sandboxId: string | undefined) {
    return this.#fleet.alive.filter(({ id }) => sandboxId === undefined || id === sandboxId);
  }
}
