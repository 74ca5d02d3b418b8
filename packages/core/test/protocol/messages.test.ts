import { describe, expect, it } from "vitest";
import { encodeFrame, type Frame, FrameDecoder } from "../../src/protocol/frames.js";
import { parseGuestMessage } from "../../src/protocol/parse-guest-message.js";

describe("parseGuestMessage", () => {
  it.each([
    '{"type":"call","id":1,"server":"s","tool":"t","args":[{}]}',
    '{"type":"log","level":"warn","text":"x"}',
    '{"type":"timer","id":1,"ms":null}',
    '{"type":"recall","id":1,"handle":"r1"}',
    '{"type":"request","id":1,"server":"s","method":"resources/read","args":["a:1"]}',
  ])("takes %s", (text) => {
    expect(parseGuestMessage(text)).toEqual(JSON.parse(text));
  });

  it("takes a handle that is no text for one that does not exist", () => {
    const message = parseGuestMessage('{"type":"recall","id":1,"handle":{"toString":1}}');
    expect(message).toEqual({ type: "recall", id: 1, handle: "" });
  });

  it("takes a content block as it is, and counts the characters of the message", () => {
    const block = { type: "image", data: "aGk=", mimeType: "image/png", _meta: { a: [1] } };
    const text = JSON.stringify({ type: "emit", block, evil: 1 });
    expect(parseGuestMessage(text)).toEqual({ type: "emit", block, length: text.length });
  });

  it.each(['{"type":"part","values":[1,[2]]}', '{"type":"part","key":"__proto__","values":[]}'])(
    "takes a part of a result as it is, and counts the characters of the message: %s",
    (text) => {
      expect(parseGuestMessage(text)).toEqual({ ...JSON.parse(text), length: text.length });
    },
  );

  it("takes over no field it does not know", () => {
    const message = parseGuestMessage(
      '{"type":"done","linesDropped":0,"value":1,"evil":2,"__proto__":3}',
    );
    expect(message).toEqual({ type: "done", linesDropped: 0, value: 1 });
  });

  it.each([
    "",
    "nonsense",
    "null",
    "[]",
    '{"type":"run"}',
    '{"type":"call","id":0,"server":"s","tool":"t","args":[]}',
    '{"type":"call","id":1.5,"server":"s","tool":"t","args":[]}',
    '{"type":"call","id":1,"server":"s","tool":7,"args":[]}',
    '{"type":"call","id":1,"server":"s","tool":"t","args":{}}',
    '{"type":"log","level":"fatal","text":"x"}',
    '{"type":"timer","id":1,"ms":"soon"}',
    '{"type":"recall","id":0,"handle":"r1"}',
    '{"type":"request","id":1,"server":"s","method":"tools/call","args":[]}',
    '{"type":"request","id":1,"server":"s","method":"__proto__","args":[]}',
    '{"type":"request","id":1,"server":7,"method":"prompts/list","args":[]}',
    '{"type":"request","id":1,"server":"s","method":"prompts/list","args":{}}',
    '{"type":"request","id":-1,"server":"s","method":"prompts/list","args":[]}',
    '{"type":"part"}',
    '{"type":"part","values":{"length":1}}',
    '{"type":"part","key":1,"values":[]}',
    '{"type":"emit"}',
    '{"type":"emit","block":"text"}',
    '{"type":"emit","block":[{"type":"text","text":"a"}]}',
    '{"type":"emit","block":{"type":"toString"}}',
    '{"type":"emit","block":{"type":"text"}}',
    '{"type":"emit","block":{"type":"image","data":"<svg>","mimeType":"image/png"}}',
    '{"type":"emit","block":{"type":"image","data":"aGk=","mimeType":"text/html"}}',
    '{"type":"emit","block":{"type":"resource","resource":{"uri":"a","blob":"?"}}}',
    '{"type":"emit","block":{"type":"text","text":"a","annotations":{"priority":2}}}',
  ])("refuses %j", (text) => {
    expect(() => parseGuestMessage(text)).toThrow(
      expect.objectContaining({ code: "PROTOCOL_VIOLATION" }),
    );
  });
});

describe("a message that is longer than the limits allow", () => {
  const limits = { maxLogBytes: 100, maxResultBytes: 1_000 };
  const message = (length: number): string =>
    JSON.stringify({ type: "log", level: "log", text: "x".repeat(length) });

  it("is refused without being read", () => {
    expect(() => parseGuestMessage(message(2 << 20), limits)).toThrow(
      expect.objectContaining({ code: "PROTOCOL_VIOLATION" }),
    );
    expect(parseGuestMessage(message(1_000), limits)).toMatchObject({ type: "log" });
    expect(parseGuestMessage(message(2 << 20))).toMatchObject({ type: "log" });
  });
});

describe("frames", () => {
  const frames: Frame[] = [
    { kind: 2, sandbox: 1, payload: "héllo 🔥" },
    { kind: 0, sandbox: 0, payload: "" },
    { kind: 3, sandbox: 2 ** 32 - 1, payload: "x".repeat(70_000) },
  ];
  const bytes = Buffer.concat(frames.map(encodeFrame));

  it.each([1, 3, 7, 64_000, bytes.length])(
    "come out of chunks of %d bytes as they went in",
    (size) => {
      const received: Frame[] = [];
      const decoder = new FrameDecoder((frame) => received.push(frame), 1 << 20);
      for (let i = 0; i < bytes.length; i += size) decoder.push(bytes.subarray(i, i + size));
      expect(received).toEqual(frames);
    },
  );

  it("beyond the limit are refused before they are held in memory", () => {
    expect(() => new FrameDecoder(() => {}, 1_000).push(encodeFrame(frames[2] as Frame))).toThrow(
      RangeError,
    );
  });
});
