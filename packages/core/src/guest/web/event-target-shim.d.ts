/** Its declarations exist, but its `exports` hide them from modern resolution. */
declare module "event-target-shim" {
  export class Event {
    constructor(type: string);
    readonly type: string;
  }
  export class EventTarget {
    addEventListener(
      type: string,
      listener: (event: Event) => void,
      options?: { once?: boolean },
    ): void;
    dispatchEvent(event: Event): boolean;
  }
}
