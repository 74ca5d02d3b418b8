import type { Lookout } from "@toolweave/core/node";
import { Mailbox } from "./mailbox.js";

/** The shared memory of both directions, as one end sees it. */
export interface MailRooms {
  readonly inbox?: SharedArrayBuffer;
  readonly outbox?: SharedArrayBuffer;
}

/** One end of the way between two threads: mailboxes beside a port that its owner has, in one order. */
export class ThreadMail implements Lookout {
  readonly #inbox: Mailbox;
  readonly #outbox: Mailbox;
  readonly #onText: (text: string) => void;

  /** @param onText gets what was in the mailbox. */
  constructor(onText: (text: string) => void, { inbox, outbox }: MailRooms = {}) {
    this.#onText = onText;
    this.#inbox = new Mailbox(inbox);
    this.#outbox = new Mailbox(outbox);
  }

  /** As the other end sees it. */
  get otherEnd(): Required<MailRooms> {
    return { inbox: this.#outbox.shared, outbox: this.#inbox.shared };
  }

  /** False if the owner is to send the messages by the port, which is counted already. */
  offer(messages: readonly unknown[]): boolean {
    const [only] = messages;
    if (messages.length === 1 && typeof only === "string" && this.#outbox.offer(only)) return true;
    this.bypass();
    return false;
  }

  /** Something is about to be sent by the port. */
  bypass(): void {
    this.#outbox.bypass();
  }

  /** Something has come by the port, and is about to be dealt with. */
  passed(): void {
    this.look();
    this.#inbox.passed();
  }

  /** What was sent last is on its way: wakes the other end, if it sleeps. */
  ring(): void {
    this.#outbox.ring();
  }

  /** How often the other end rang. */
  get rings(): number {
    return this.#inbox.rings;
  }

  /** Whether the other end has sent something by the port. */
  get isAtPort(): boolean {
    return this.#inbox.isAtPort;
  }

  /** Blocks this thread until the other end rings again. False if that takes longer. */
  sleep(rings: number, ms: number): boolean {
    return this.#inbox.sleep(rings, ms);
  }

  begin(): void {
    this.#inbox.open();
  }

  /** True if there was something. */
  look(): boolean {
    const text = this.#inbox.take();
    if (text === undefined) return false;
    this.#onText(text);
    return true;
  }

  end(): void {
    this.#inbox.close();
    this.look();
  }
}
