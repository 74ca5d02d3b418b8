import type { MachineImage } from "./machine/machine-image.js";

/** By the text of the guest runtime: what every worker of this process makes its guests from. */
const images = new Map<string, MachineImage>();

/** A guest that has been booted, if one has. */
export function bootImage(guestRuntime: string): MachineImage | undefined {
  return images.get(guestRuntime);
}

export function keepBootImage(guestRuntime: string, image: MachineImage): void {
  images.set(guestRuntime, image);
}
