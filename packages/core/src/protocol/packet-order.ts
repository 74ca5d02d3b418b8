import type { TextPacket } from "./text-packets.js";

/** Brings packets into their order again, each once, however they arrive and however often. */
export class PacketOrder {
  readonly #onBody: (body: string) => void;
  readonly #early = new Map<number, string>();
  #next = 0;

  constructor(onBody: (body: string) => void) {
    this.#onBody = onBody;
  }

  add({ number, body }: TextPacket): void {
    if (number < this.#next) return;
    this.#early.set(number, body);
    for (;;) {
      const due = this.#early.get(this.#next);
      if (due === undefined) return;
      this.#early.delete(this.#next++);
      this.#onBody(due);
    }
  }

  /** True if a packet is missing that comes before one that has arrived. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }
}
