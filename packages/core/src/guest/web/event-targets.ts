// The package has one file for `import` and another for `require`, whose classes are not the same.
import { Event, EventTarget } from "event-target-shim";

// The bundler has given the classes names of its own, and code meets events without asking for their class.
for (const [type, value] of [
  [Event, "Event"],
  [EventTarget, "EventTarget"],
] as const) {
  Object.defineProperty(type, "name", { value, configurable: true });
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value, configurable: true });
}

export { Event, EventTarget };
