// The package has one file for `import` and another for `require`, whose classes are not the same.
export { Event, EventTarget } from "event-target-shim";
