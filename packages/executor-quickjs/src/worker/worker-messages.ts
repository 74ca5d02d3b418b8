import type { Frame } from "@toolweave/core/node";
import type { MachineImage } from "../machine/machine-image.js";
import type { MailRooms } from "./thread-mail.js";

/** A guest that was booted in this process already. */
export interface BootedGuest {
  /** In memory that workers share. */
  readonly image: MachineImage;
  /** SHA-256 of the program that it runs. */
  readonly programHash: Uint8Array;
  /** What its guest runtime was not given: bytecode, compressed by Brotli, in memory that workers share. */
  readonly webApis: Uint8Array | undefined;
}

/** A guest that was booted when this package was built. Both are compressed by Brotli, in base64. */
export interface BuiltGuest {
  readonly snapshot: string;
  /** Bytecode. */
  readonly webApis: string;
}

/** What a worker is started with. */
export interface WorkerSetup {
  /** SHA-256 of the engine. */
  readonly engineHash: Uint8Array;
  readonly memoryBytes: number;
  /** The most that the machine's memory can come to, in bytes. */
  readonly memoryCap: number;
  /** See `HostSignals`. */
  readonly signals: SharedArrayBuffer;
  readonly mail: MailRooms;
  /** Without one the worker boots its own, of the runtime that comes with the first frame. */
  readonly booted: BootedGuest | undefined;
  /** For a worker without one that is booted. */
  readonly built: BuiltGuest | undefined;
}

/** From the host: messages for the open guest, the other frames as to every runner, and what goes beyond them. */
export type ToWorker =
  | string
  | Frame
  | { readonly kind: "engine"; readonly module: WebAssembly.Module }
  | { readonly kind: "snapshot"; readonly sandbox: number }
  | { readonly kind: "restore"; readonly sandbox: number; readonly snapshot: Uint8Array };

/** A message of the open guest, or another frame. */
export type FromGuest = string | Frame;

/** To the host: what there is to say of one turn, or one of these. */
export type FromWorker =
  | readonly FromGuest[]
  | { readonly kind: "booted"; readonly guest: BootedGuest }
  | { readonly kind: "ended"; readonly cause: "memory" | "crash" }
  | { readonly kind: "snapshot"; readonly bytes: Uint8Array }
  | { readonly kind: "restored" }
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly message: string };

/** Why a snapshot was not taken, or not gone on with. */
export type RefusalCode = "SNAPSHOT_INVALID" | "SNAPSHOT_NOT_QUIET";
