/**
 * One frame on the wire: length of what follows (uint32 LE), kind (uint8), sandbox (uint32 LE), and
 * the payload as UTF-8. The same form in both directions.
 */
export interface Frame {
  readonly kind: number;
  readonly sandbox: number;
  readonly payload: string;
}

/** Kinds of frames that the host sends. */
export const HostFrame = { boot: 0, open: 1, message: 2, close: 3 } as const;
/** What a frame to open a guest says, if it says anything: to stay awake for the host takes a processor from others. */
export const OPEN_CROWDED = "crowded";
/** Kinds of frames that the runner sends. `awake`: it runs beside the host, and waits for the next message. */
export const RunnerFrame = { ready: 0, awake: 1, message: 2, closed: 3 } as const;

const LENGTH_BYTES = 4;
const HEAD_BYTES = 5;

export function encodeFrame(frame: Frame): Buffer {
  return encodeFrames([frame]);
}

/** Frames one after the other. */
export function encodeFrames(frames: readonly Frame[]): Buffer {
  const sizes = frames.map(({ payload }) => Buffer.byteLength(payload));
  const total = sizes.reduce((sum, size) => sum + LENGTH_BYTES + HEAD_BYTES + size, 0);
  const bytes = Buffer.allocUnsafe(total);
  let offset = 0;
  frames.forEach(({ kind, sandbox, payload }, index) => {
    const size = sizes[index] as number;
    bytes.writeUInt32LE(HEAD_BYTES + size, offset);
    bytes.writeUInt8(kind, offset + LENGTH_BYTES);
    bytes.writeUInt32LE(sandbox, offset + LENGTH_BYTES + 1);
    bytes.write(payload, offset + LENGTH_BYTES + HEAD_BYTES, "utf8");
    offset += LENGTH_BYTES + HEAD_BYTES + size;
  });
  return bytes;
}

/** Puts frames together again from chunks of any size. */
export class FrameDecoder {
  #chunks: Buffer[] = [];
  #size = 0;
  readonly #onFrame: (frame: Frame) => void;
  readonly #maxBytes: number;

  /** @param maxBytes a longer frame throws, before it is held in memory. */
  constructor(onFrame: (frame: Frame) => void, maxBytes: number) {
    this.#onFrame = onFrame;
    this.#maxBytes = maxBytes;
  }

  /** @throws RangeError for a frame that is too long or too short to be one. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= LENGTH_BYTES) {
      const length = this.#peekLength();
      if (length < HEAD_BYTES || length > this.#maxBytes) {
        throw new RangeError(
          `a frame of ${length} bytes is outside the limit of ${this.#maxBytes}`,
        );
      }
      if (this.#size < LENGTH_BYTES + length) return;
      const frame = this.#take(LENGTH_BYTES + length);
      this.#onFrame({
        kind: frame.readUInt8(LENGTH_BYTES),
        sandbox: frame.readUInt32LE(LENGTH_BYTES + 1),
        payload: frame.toString("utf8", LENGTH_BYTES + HEAD_BYTES),
      });
    }
  }

  #peekLength(): number {
    if ((this.#chunks[0] as Buffer).length < LENGTH_BYTES) this.#join();
    return (this.#chunks[0] as Buffer).readUInt32LE(0);
  }

  /** Joins only when a frame is complete, so that large ones are not copied with every chunk. */
  #take(bytes: number): Buffer {
    if ((this.#chunks[0] as Buffer).length < bytes) this.#join();
    const first = this.#chunks[0] as Buffer;
    this.#size -= bytes;
    if (first.length === bytes) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(bytes);
    return first.subarray(0, bytes);
  }

  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }
}
