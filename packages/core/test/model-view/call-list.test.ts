import type { ErrorCode, ToolCallRecord } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { view } from "../support/model-views.js";

const error = "Error: no";

/** Records of calls: `name`, `name!CODE` for one that failed so, `name?` for one that was cancelled. */
function records(...calls: string[]): ToolCallRecord[] {
  return calls.map((call, index) => {
    const [, name = "", kind, code] = /^([\w.]+)([!?])?(\w+)?$/.exec(call) ?? [];
    const [namespace = "", tool = ""] = name.split(".");
    const status = kind === "!" ? "error" : kind === "?" ? "cancelled" : "ok";
    const figures = { started_ms: index, duration_ms: 1, bytes_in: 2, bytes_out: 2 };
    const failure = code === undefined ? {} : { error_code: code as ErrorCode };
    return { id: index + 1, server: namespace, namespace, tool, status, ...figures, ...failure };
  });
}

async function listOf(...calls: string[]): Promise<unknown> {
  return (await view().show({ error, tool_calls: records(...calls) })).envelope["calls"];
}

describe("a failed execution", () => {
  it.each<[string, string[], string]>([
    [
      "which calls were completed",
      ["github.create_issue", "slack.post", "github.create_issue"],
      "3 calls completed before the failure: github.create_issue ×2, slack.post. " +
        "Do not repeat what is done.",
    ],
    [
      "how far a loop got",
      ["a.add", "a.add", "a.add!TOOL_FAILED", "a.add", "b.read", "a.add?", "a.add?"],
      "4 calls completed before the failure: a.add ×3 (calls 1–2, 4 of 6), b.read. " +
        "1 call failed: a.add (call 3 of 6). " +
        "2 calls got no answer and may have taken effect: a.add ×2 (calls 5–6 of 6). " +
        "Do not repeat what is done.",
    ],
    [
      "which calls may have taken effect, though none was completed",
      ["a.add!TOOL_TIMEOUT", "a.get!SERVER_UNAVAILABLE"],
      "2 calls got no answer and may have taken effect: a.add, a.get. Do not repeat what is done.",
    ],
    [
      "nothing of calls that were never made",
      ["a.add", "a.ad!TOOL_UNKNOWN", "a.add!TOOL_ARGUMENTS_INVALID"],
      "1 call completed before the failure: a.add (call 1 of 2). Do not repeat what is done.",
    ],
  ])("tells its model %s", async (_, calls, list) => {
    expect(await listOf(...calls)).toBe(list);
  });

  it("says nothing of calls if none had an effect", async () => {
    expect(await listOf()).toBeUndefined();
    expect(await listOf("a.add!TOOL_FAILED", "a.b!TOOL_UNKNOWN")).toBeUndefined();
    expect((await view().show({ error })).envelope).not.toHaveProperty("calls");
  });

  it("counts a thousand calls in few words", async () => {
    const calls = Array.from({ length: 1_000 }, (_, i) => `a.tool${i % 40}${i % 7 ? "" : "?"}`);
    const list = String(await listOf(...calls));
    expect(list).toMatch(/^857 calls completed .* and 28 more tools\. 143 calls got no answer/);
    expect(list.length).toBeLessThan(2_000);
  });

  it("has its calls told beside logs without end", async () => {
    const logs = Array.from({ length: 9_999 }, (_, i) => `line ${i}`);
    const { envelope } = await view().show({ error, logs, tool_calls: records("a.add") });
    expect(envelope["calls"]).toContain("1 call completed before the failure: a.add.");
  });
});

describe("an execution that succeeds", () => {
  it("has no list of calls", async () => {
    const { envelope } = await view().show({ tool_calls: records("a.add", "a.get?") });
    expect(Object.keys(envelope)).toEqual(["result", "logs", "error", "execution_time"]);
  });
});
