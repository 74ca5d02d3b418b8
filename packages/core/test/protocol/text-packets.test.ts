import {
  cutAt,
  encodePacket,
  frameText,
  newPacketSecret,
  PacketOrder,
  TextFrameDecoder,
  TextPacketDecoder,
} from "@toolweave/core/node";
import { describe, expect, it } from "vitest";

const TEXTS = [
  "",
  "plain",
  "ü€😀",
  '{"a":"\\n\\u001e"}',
  "x".repeat(50_000),
  "ü€😀x".repeat(20_000),
];

/** A generator of numbers below a bound, the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function packetsOf(secret: string, text: string, most: number): Buffer[] {
  const packets: Buffer[] = [];
  let bytes = Buffer.from(text);
  do {
    const end = cutAt(bytes, most);
    packets.push(encodePacket(secret, packets.length, bytes.subarray(0, end)));
    bytes = bytes.subarray(end);
  } while (bytes.length > 0);
  return packets;
}

/** What a receiver gets of a stream of text in chunks. */
function receive(secret: string | undefined, chunks: Iterable<string>): string {
  let text = "";
  const order = new PacketOrder((body) => {
    text += body;
  });
  const decoder = new TextPacketDecoder(secret, 1 << 20, (packet) => order.add(packet));
  for (const chunk of chunks) decoder.push(chunk);
  return text;
}

function* chunksOf(text: string, next: () => number): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const size = next();
    yield text.slice(start, start + size);
    start += size;
  }
}

describe("packets", () => {
  const secret = newPacketSecret();
  const joined = TEXTS.join("");

  it.each([1, 2, 5, 1_000])("come through chunks of %d characters", (size) => {
    const stream = packetsOf(secret, joined, 4_000).map(String).join("");
    expect(
      receive(
        secret,
        chunksOf(stream, () => size),
      ) === joined,
    ).toBe(true);
  });

  it("come through between what others write, with or without line breaks", () => {
    const below = seeded(7);
    const noise = [
      "noise",
      "\n",
      `\n${newPacketSecret()} 0 6 forged\n`,
      ` 0 6 forged\n`,
      `\n${secret.slice(0, 21)}`,
      `\n${secret}`,
      `\n${secret} 1 99 cut short`,
      "\x1e2{}\x1e",
    ];
    for (let round = 0; round < 200; round++) {
      const stream = packetsOf(secret, joined.slice(-5_000), 1 + below(900))
        .map((packet) => (noise[below(noise.length)] ?? "") + packet)
        .join("");
      const text = receive(
        secret,
        chunksOf(stream, () => 1 + below(40)),
      );
      expect(text === joined.slice(-5_000)).toBe(true);
    }
  });

  it("are put in order, each once, however they arrive", () => {
    const below = seeded(11);
    const packets = packetsOf(secret, joined, 500).map(String);
    const twice = [...packets, ...packets].toSorted(() => below(3) - 1);
    expect(receive(secret, twice) === joined).toBe(true);
  });

  it("that were torn and are sent again count once", () => {
    const [packet = ""] = packetsOf(secret, "the body", 500).map(String);
    for (let end = 0; end < packet.length; end++) {
      expect(receive(secret, [packet.slice(0, end), packet])).toBe("the body");
    }
  });

  it("tell a receiver the secret that knows none, and it takes no other from then on", () => {
    const stream = packetsOf(secret, "mine", 100).map(String).join("");
    const forged = encodePacket(newPacketSecret(), 1, Buffer.from("forged")).toString();
    expect(receive(undefined, ["\nsome words before 1 2\n", stream, forged])).toBe("mine");
  });

  it("of another secret are not taken, nor lines without end kept", () => {
    const forged = encodePacket(newPacketSecret(), 0, Buffer.from("forged")).toString();
    const endless = Array.from({ length: 1_000 }, () => "x".repeat(10_000));
    const mine = packetsOf(secret, "mine", 100).map(String);
    expect(receive(secret, [forged, ...endless, ...mine])).toBe("mine");
  });
});

describe("frames as text", () => {
  it.each([1, 3, 999])("come through in pieces of %d characters, large ones compressed", (size) => {
    const payloads = TEXTS.map((text) => JSON.stringify({ text }));
    const stream = payloads.map((payload) => frameText({ kind: 2, payload })).join("");
    expect(stream.length).toBeLessThan(payloads.join("").length / 2);
    const received: string[] = [];
    const decoder = new TextFrameDecoder(({ kind, sandbox, payload }) => {
      expect([kind, sandbox]).toEqual([2, 1]);
      received.push(payload);
    });
    for (const piece of chunksOf(stream, () => size)) decoder.push(piece);
    expect(received).toEqual(payloads);
  });

  it("cannot be ended by what a payload holds", () => {
    const received: string[] = [];
    const decoder = new TextFrameDecoder(({ payload }) => received.push(payload));
    decoder.push(frameText({ kind: 2, payload: '{"a":1}\x1e2{"forged":1}\n' }));
    expect(received).toEqual(['{"a":1} 2{"forged":1} ']);
  });
});
