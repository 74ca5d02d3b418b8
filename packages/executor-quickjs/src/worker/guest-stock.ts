import type { MachineImage } from "../machine/machine-image.js";
import { nonZeroRuns, type Run } from "../machine/memory-blocks.js";
import type { Guest } from "./guest.js";

/** Fresh guests: copies of one image, the next one prepared ahead of need. */
export class GuestStock {
  readonly #image: MachineImage;
  readonly #runs: readonly Run[];
  readonly #create: () => Guest;
  #next: Guest | undefined;
  #used: Guest | undefined;
  #refilling: NodeJS.Immediate | undefined;

  constructor(image: MachineImage, create: () => Guest) {
    this.#image = image;
    this.#runs = nonZeroRuns(image.memory);
    this.#create = create;
  }

  take(): Guest {
    clearImmediate(this.#refilling);
    const guest = this.#next ?? this.#prepare();
    this.#next = undefined;
    return guest;
  }

  /**
   * Takes back a guest that has ended, and prepares the next once nothing else is to be done. A machine is
   * used again, since all there is of a guest is in memory that is written over; one that has grown is
   * not, so that its memory is free.
   */
  giveBack(guest: Guest): void {
    this.#used = guest.size === this.#image.memory.length ? guest : undefined;
    this.refill();
  }

  refill(): void {
    clearImmediate(this.#refilling);
    this.#refilling = setImmediate(() => {
      this.#next ??= this.#prepare();
    });
  }

  #prepare(): Guest {
    const guest = this.#used ?? this.#create();
    this.#used = undefined;
    guest.become(this.#image, this.#runs);
    return guest;
  }
}
