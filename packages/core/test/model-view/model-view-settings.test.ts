import type { ModelViewSettings } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { view } from "../support/model-views.js";

describe("the settings of what a model is shown", () => {
  it.each<[object, string]>([
    [
      { outputBudget: 499 },
      "codeMode.outputBudget must be a whole number of at least 500, not 499",
    ],
    [{ outputBudget: 1_000.5 }, "codeMode.outputBudget"],
    [
      { outputBudget: "25000" },
      'codeMode.outputBudget must be a whole number of at least 500, not "25000"',
    ],
    [{ outputBudget: null }, "codeMode.outputBudget"],
    [{ recall: 5 }, "codeMode.recall must be an object, not 5"],
    [{ recall: null }, "codeMode.recall must be an object"],
    [{ recall: { maxEntries: -1 } }, "codeMode.recall.maxEntries must be a number of at least 0"],
    [{ recall: { maxCharacters: "1" } }, "codeMode.recall.maxCharacters must be a number"],
    [{ recall: { maxBytes: 1 } }, "maxBytes is unknown; known: maxEntries, maxCharacters"],
  ])("refuse %j", (settings, says) => {
    expect(() => view(settings as ModelViewSettings)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });

  it("have a budget of 25,000 characters where none is given", async () => {
    const { text } = await view().show({ result: "x".repeat(30_000) });
    expect(text.length).toBeLessThanOrEqual(25_000);
    expect(text.length).toBeGreaterThan(24_900);
  });

  it("take a budget of any size", async () => {
    const result = "x".repeat(30_000);
    const { envelope } = await view({ outputBudget: 40_000 }).show({ result });
    expect(envelope["result"]).toBe(result);
  });
});
