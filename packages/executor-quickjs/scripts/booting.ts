// What the build needs to boot a guest.
export { Machine } from "../src/machine/machine.js";
export { sealSnapshot } from "../src/snapshot/snapshot-format.js";
export { guestProgram } from "../src/worker/guest-wiring.js";
