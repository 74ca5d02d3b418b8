import { describe, expect, it } from "vitest";
import { TOPICS } from "../src/index.js";

const cases = TOPICS.flatMap(({ cases }) => cases);

describe("the cases", () => {
  it("have ids of their own, by which they can be found in any version", () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it("have titles of their own within a topic", () => {
    const titles = TOPICS.flatMap(({ name, cases }) =>
      cases.map(({ title }) => `${name}: ${title}`),
    );
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("are skipped by claims alone, with a reason", () => {
    const nothing = { isolation: "none", memoryLimit: false, typescript: false } as const;
    const everything = {
      isolation: "process",
      memoryLimit: true,
      typescript: true,
      snapshot: true,
    } as const;
    const reasons = cases
      .map(({ skip }) => skip?.(nothing))
      .filter((reason) => reason !== undefined);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons).not.toContain("");
    expect(cases.filter(({ skip }) => skip?.(everything) !== undefined)).toEqual([]);
  });
});
