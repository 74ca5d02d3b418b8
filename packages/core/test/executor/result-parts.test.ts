import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { HostileExecutor } from "../support/hostile-executor.js";

const part = (values: unknown[], key?: string): string =>
  JSON.stringify({ type: "part", key, values });
const done = (value: string, parts: number): string =>
  `{"type":"done","linesDropped":0,"parts":${parts},"value":${value}}`;

function executed(says: readonly string[], maxResultBytes = 1_000_000) {
  const codeMode = { executor: new HostileExecutor(says), limits: { maxResultBytes } };
  return open({}, { codeMode }).executeCode("1");
}

describe("a result that comes in parts", () => {
  it.each<[what: string, says: string[], result: string]>([
    ["as an array", [part([1]), part([[2]]), part([null]), done("[]", 3)], "[1,[2],null]"],
    ["without elements", [part([]), done("[]", 1)], "[]"],
    [
      "as members of an object, in the object's order",
      [part([1], "b"), part([2], "a"), part([3], "b"), done('{"a":[],"c":[],"b":[]}', 3)],
      '{"a":[2],"c":[],"b":[1,3]}',
    ],
    [
      "under names that mean something elsewhere",
      [part([1], "__proto__"), part([2], "constructor"), part([3], ""), part([4], "length")].concat(
        done('{"__proto__":[],"constructor":[],"":[],"length":[]}', 4),
      ),
      '{"__proto__":[1],"constructor":[2],"":[3],"length":[4]}',
    ],
  ])("is whole: %s", async (_, says, expected) => {
    const { result, error } = await executed(says);
    expect(error).toBeNull();
    expect(JSON.stringify(result)).toBe(expected);
  });

  it.each<[what: string, says: string[]]>([
    ["an array of which more comes", [part([1]), done("[2]", 1)]],
    ["an object", [part([1]), done("{}", 1)]],
    ["no value", [part([1]), '{"type":"done","linesDropped":0,"parts":1}']],
    ["null", [part([1], "a"), done("null", 1)]],
    ["no such member", [part([1], "a"), done('{"b":[]}', 1)]],
    ["a member that every object has", [part([1], "constructor"), done("{}", 1)]],
    ["a prototype", [part([1], "__proto__"), done("{}", 1)]],
    ["an element in place of a member", [part([1], "0"), done("[1]", 1)]],
    ["the length of an array", [part([1], "length"), done("[]", 1)]],
    ["an array and its members", [part([1]), part([1], "0"), done("[]", 2)]],
  ])("is refused where there is %s", async (_, says) => {
    const { result, error_details } = await executed(says);
    expect(result).toBeNull();
    expect(error_details?.code).toBe("PROTOCOL_VIOLATION");
  });

  it.each<[what: string, says: string[]]>([
    ["lost", [part([1]), part([2]), done("[]", 3)]],
    ["overtaken by the end", [part([1]), done("[]", 2), part([2])]],
    ["all lost", [done("[]", 1)]],
    ["sent twice", [part([1]), part([1]), done("[]", 1)]],
  ])("is refused where parts are %s", async (_, says) => {
    const { result, error_details } = await executed(says);
    expect(result).toBeNull();
    expect(error_details?.code).toBe("PROTOCOL_VIOLATION");
    expect(error_details?.message).toMatch(/with \d of the \d parts of its result before it/);
  });

  it("is refused once it is larger than a result may be", async () => {
    const says = Array(100).fill(part(["x".repeat(100_000)]));
    const { error_details } = await executed([...says, done("[]", 100)], 100_000);
    expect(error_details?.code).toBe("PROTOCOL_VIOLATION");
    expect(error_details?.message).toContain("more parts of a result than one may have");
  });

  it("is no part of a failure", async () => {
    const failed = '{"type":"done","linesDropped":0,"error":{"name":"Error","message":"no"}}';
    const { result, error } = await executed([part([1]), failed]);
    expect(result).toBeNull();
    expect(error).toContain("no");
  });
});
