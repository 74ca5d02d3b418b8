// The package has one file for `import` and another for `require`, whose classes are not the same.
import { Event, EventTarget } from "event-target-shim";

// The bundler has given the classes names of its own, and code meets events without asking for their class.
Object.defineProperty(Event, "name", { value: "Event", configurable: true });
Object.defineProperty(EventTarget, "name", { value: "EventTarget", configurable: true });

export { Event, EventTarget };
