import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { callQuietly } from "../protocol/call-quietly.js";
import type { ClientEventListener, ClientEvents } from "./client-events.js";

type EventName = keyof ClientEvents;
type Listeners = { [Name in EventName]: readonly ClientEventListener<Name>[] };

/** The listeners of one client. Without any, an event costs no more than finding that out. */
export class EventHub {
  /** Lists are replaced, never changed: a listener may add and remove listeners. */
  readonly #listeners: Listeners = {
    executionStart: [],
    executionEnd: [],
    toolCallStart: [],
    toolCallEnd: [],
    log: [],
    search: [],
  };

  /** True if anybody listens to anything. */
  get hasListeners(): boolean {
    return Object.values(this.#listeners).some(({ length }) => length > 0);
  }

  /**
   * Adds a listener; the function it returns removes it. One that is there already is not added again.
   *
   * @throws ToolweaveError `CONFIG_INVALID`.
   */
  on<Name extends EventName>(name: Name, listener: ClientEventListener<Name>): () => void {
    const listeners = this.#of(name);
    if (typeof listener !== "function") {
      throw invalid(`the listener of "${name}" must be a function, not ${typeof listener}`);
    }
    if (!listeners.includes(listener)) this.#set(name, [...listeners, listener]);
    return () => this.off(name, listener);
  }

  /** Removes a listener. @throws ToolweaveError `CONFIG_INVALID`. */
  off<Name extends EventName>(name: Name, listener: ClientEventListener<Name>): void {
    const kept = this.#of(name).filter((each) => each !== listener);
    this.#set(name, kept);
  }

  /** Tells all listeners, in the order in which they came; the event is made only if there are any. */
  emit<Name extends EventName>(name: Name, makeEvent: () => ClientEvents[Name]): void {
    const listeners = this.#listeners[name];
    if (listeners.length === 0) return;
    const event = Object.freeze(makeEvent());
    for (const listener of listeners) callQuietly(listener, event);
  }

  #of<Name extends EventName>(name: Name): Listeners[Name] {
    if (Object.hasOwn(this.#listeners, name)) return this.#listeners[name];
    const known = Object.keys(this.#listeners);
    const [nearest] = nearestNames(String(name), known);
    const advice =
      nearest === undefined ? `known: ${known.join(", ")}` : `did you mean ${nearest}?`;
    throw invalid(`there is no event "${String(name)}"; ${advice}`);
  }

  #set<Name extends EventName>(name: Name, listeners: readonly ClientEventListener<Name>[]): void {
    this.#listeners[name] = listeners as Listeners[Name];
  }
}

function invalid(message: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `client.on and client.off: ${message}`);
}
