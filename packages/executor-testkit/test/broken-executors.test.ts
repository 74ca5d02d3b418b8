import type { ExecutorCapabilities } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { type ConformanceCase, TOPICS } from "../src/index.js";
import { type CaseOutcome, runCase } from "../src/run-case.js";
import { BROKEN_EXECUTORS, type BrokenExecutor } from "./broken/broken-executors.js";

/** What is claimed of the broken ones, so that no case is skipped. */
const supports: ExecutorCapabilities = {
  isolation: "process",
  memoryLimit: true,
  typescript: true,
  snapshot: true,
};
const PROVEN_ELSEWHERE: readonly string[] = ["isolation"];

const topics = TOPICS.filter(({ name }) => !PROVEN_ELSEWHERE.includes(name));

function run(each: ConformanceCase, { create }: BrokenExecutor): Promise<CaseOutcome> {
  return runCase(each, { create, supports, limitMs: 10_000 });
}

for (const { name, cases } of topics) {
  const broken = BROKEN_EXECUTORS.filter((executor) => executor.topics.includes(name));

  describe(name, () => {
    for (const each of cases) {
      it(`${each.id} fails on an executor that is wrong`, async () => {
        const statuses: string[] = [];
        for (const executor of broken) {
          statuses.push((await run(each, executor)).status);
          if (statuses.at(-1) === "failed") break;
        }
        expect(statuses).toContain("failed");
      });
    }
  });
}

describe("an executor that", () => {
  const all = topics.flatMap(({ cases }) => cases);

  for (const executor of BROKEN_EXECUTORS) {
    const { that, foundBy } = executor;
    it(`${that} is found by ${foundBy}`, async () => {
      const finder = all.find(({ id }) => id === foundBy);
      expect(finder && (await run(finder, executor)).status).toBe("failed");
    });
  }
});
