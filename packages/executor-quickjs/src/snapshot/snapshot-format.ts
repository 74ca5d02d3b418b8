import type { MachineImage } from "../machine/machine-image.js";
import { packMemory, unpackMemory } from "./pack-memory.js";
import { sha256 } from "./sha256.js";

/** What a snapshot fits: memory means nothing to another engine, or to another guest runtime. */
export interface SnapshotOrigin {
  /** SHA-256 of the engine, and of the program that it booted. */
  readonly engine: Uint8Array;
  readonly program: Uint8Array;
}

/** A snapshot that was read, or why it cannot be. */
export type OpenedSnapshot = { readonly image: MachineImage } | { readonly problem: string };

/*
 * The head: magic (8 bytes), version (uint32 LE), SHA-256 of engine and program (32 each), length of the
 * body (uint32 LE), SHA-256 of all before it and of the body (32). The body: bytes of memory, and the
 * addresses of the image (uint32 LE each), then the packed memory.
 */
const MAGIC = Buffer.from("TOOLWVSN", "latin1");
const VERSION = 1;
const [VERSION_AT, ENGINE_AT, PROGRAM_AT, LENGTH_AT, CHECKSUM_AT, BODY_AT] = [
  8, 12, 44, 76, 80, 112,
];
const HASH_BYTES = 32;
const PAGE_BYTES = 65_536;
const ADDRESSES = ["stackPointer", "runtime", "context", "deliver", "scratch"] as const;
const MEMORY_AT = 4 * (1 + ADDRESSES.length);

export function sealSnapshot(image: MachineImage, origin: SnapshotOrigin): Uint8Array {
  const packed = packMemory(image.memory);
  const bytes = Buffer.alloc(BODY_AT + MEMORY_AT + packed.length);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(VERSION, VERSION_AT);
  bytes.set(origin.engine, ENGINE_AT);
  bytes.set(origin.program, PROGRAM_AT);
  bytes.writeUInt32LE(MEMORY_AT + packed.length, LENGTH_AT);
  bytes.writeUInt32LE(image.memory.length, BODY_AT);
  ADDRESSES.forEach((name, index) => {
    bytes.writeUInt32LE(image[name], BODY_AT + 4 * (index + 1));
  });
  bytes.set(packed, BODY_AT + MEMORY_AT);
  bytes.set(checksum(bytes), CHECKSUM_AT);
  return bytes;
}

/** Reads what may be anything. `cap`: the most bytes of memory that a guest may have here. */
export function openSnapshot(
  given: Uint8Array,
  origin: SnapshotOrigin,
  cap: number,
): OpenedSnapshot {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const problem = headProblem(bytes, origin);
  if (problem !== undefined) return { problem };
  const length = bytes.readUInt32LE(BODY_AT);
  if (length === 0 || length % PAGE_BYTES !== 0) return { problem: DAMAGED };
  if (length > cap) {
    return {
      problem:
        `Its guest holds ${length / 2 ** 20} MiB, which is more than memoryLimitMb leaves room for ` +
        "here. Restore it with a limit as high as it was taken with.",
    };
  }
  const [stackPointer = 0, runtime = 0, context = 0, deliver = 0, scratch = 0] = ADDRESSES.map(
    (_, index) => bytes.readUInt32LE(BODY_AT + 4 * (index + 1)),
  );
  if ([stackPointer, runtime, context, deliver, scratch].some((address) => address > length)) {
    return { problem: DAMAGED };
  }
  const memory = unpackMemory(bytes.subarray(BODY_AT + MEMORY_AT), length);
  if (memory === undefined) return { problem: DAMAGED };
  return { image: { memory, stackPointer, runtime, context, deliver, scratch } };
}

const DAMAGED = "It is damaged: its length, checksum or contents are not those of a snapshot.";

function headProblem(bytes: Buffer, origin: SnapshotOrigin): string | undefined {
  if (bytes.length < BODY_AT || bytes.compare(MAGIC, 0, 8, 0, 8) !== 0) {
    return "It is no snapshot of this executor: it does not begin as one.";
  }
  const version = bytes.readUInt32LE(VERSION_AT);
  if (version !== VERSION) {
    return `Its format has version ${version}; this version of the executor reads version ${VERSION}.`;
  }
  if (bytes.length !== BODY_AT + bytes.readUInt32LE(LENGTH_AT)) return DAMAGED;
  if (bytes.length < BODY_AT + MEMORY_AT || !isAt(bytes, CHECKSUM_AT, checksum(bytes))) {
    return DAMAGED;
  }
  if (!isAt(bytes, ENGINE_AT, origin.engine)) {
    return "It was taken with another build of QuickJS. Restore it with the version that took it.";
  }
  if (!isAt(bytes, PROGRAM_AT, origin.program)) {
    return "It was taken with another version of @toolweave/core. Restore it with that version.";
  }
  return undefined;
}

function isAt(bytes: Buffer, at: number, hash: Uint8Array): boolean {
  return bytes.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES) === 0;
}

function checksum(bytes: Buffer): Buffer {
  return sha256(bytes.subarray(0, CHECKSUM_AT), bytes.subarray(BODY_AT));
}
