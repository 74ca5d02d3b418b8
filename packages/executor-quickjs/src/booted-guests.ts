import type { BootedGuest } from "./worker/worker-messages.js";

/** By the text of the guest runtime: what every worker of this process makes its guests from. */
const guests = new Map<string, BootedGuest>();

/** A guest that has been booted, if one has. */
export function bootedGuest(guestRuntime: string): BootedGuest | undefined {
  return guests.get(guestRuntime);
}

export function keepBootedGuest(guestRuntime: string, guest: BootedGuest): void {
  guests.set(guestRuntime, guest);
}
