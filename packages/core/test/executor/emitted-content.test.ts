import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { HostileExecutor } from "../support/hostile-executor.js";

const emit = (block: unknown): string => JSON.stringify({ type: "emit", block });
const TEXT = { type: "text", text: "a" };

describe("what a hostile guest emits", () => {
  it.each<[what: string, message: string]>([
    ["no block", '{"type":"emit"}'],
    ["a block of an unknown kind", emit({ type: "video", data: "aGk=" })],
    ["an image that is none", emit({ type: "image", data: "<svg/>", mimeType: "image/svg+xml" })],
    ["a type of media that is none", emit({ type: "image", data: "aGk=", mimeType: "x" })],
  ])("ends the execution if it is %s; what came before is kept", async (_, message) => {
    const executor = new HostileExecutor([emit(TEXT), message, emit(TEXT)]);
    const result = await open({}, { codeMode: { executor } }).executeCode("1");
    expect(result.error_details?.code).toBe("PROTOCOL_VIOLATION");
    expect(result.content?.[0]).toEqual(TEXT);
  });

  it.each<[what: string, limits: object, says: string[]]>([
    ["too many blocks", { maxContentBlocks: 5 }, Array(100_000).fill(emit(TEXT))],
    ["too large blocks", { maxResultBytes: 200 }, Array(100_000).fill(emit(TEXT))],
  ])("ends the execution if it is %s", async (_, limits, says) => {
    const executor = new HostileExecutor(says);
    const { content, error_details } = await open(
      {},
      { codeMode: { executor, limits } },
    ).executeCode("1");
    expect(error_details?.code).toBe("CONTENT_LIMIT");
    expect(content?.length).toBeLessThanOrEqual(5);
  });

  it("is no part of an execution that has ended", async () => {
    const done = '{"type":"done","linesDropped":0,"value":1}';
    const executor = new HostileExecutor([emit(TEXT), done]);
    const client = open({}, { codeMode: { executor } });
    expect(await client.executeCode("1")).toMatchObject({ result: 1, content: [TEXT] });
  });
});
