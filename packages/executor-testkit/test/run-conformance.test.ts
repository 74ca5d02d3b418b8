import type { ExecutionResult } from "@toolweave/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type CaseResult,
  type ConformanceCase,
  formatMatrix,
  runConformance,
  TOPICS,
} from "../src/index.js";
import { runCase } from "../src/run-case.js";
import { GarbageExecutor } from "./broken/garbage-executor.js";

class ModestExecutor extends GarbageExecutor {
  readonly supports = { isolation: "none", memoryLimit: false, typescript: false } as const;
}

const results = [
  { topic: "values", id: "values/date", title: "a date", status: "passed" },
  { topic: "values", id: "values/map", title: "a map", status: "failed", reason: "{}\n  is not 1" },
  { topic: "memory", id: "memory/map", title: "a Map", status: "skipped", reason: "no limit" },
] as const satisfies readonly CaseResult[];

describe("runConformance", () => {
  it("runs every case in order, and says why it failed", async () => {
    const seen: CaseResult[] = [];
    const report = await runConformance({
      create: () => new GarbageExecutor(),
      onResult: (result) => seen.push(result),
    });
    expect(seen).toEqual(report.results);
    expect(seen.map(({ id }) => id)).toEqual(
      TOPICS.flatMap(({ cases }) => cases.map(({ id }) => id)),
    );
    const values = seen.filter(({ topic }) => topic === "values");
    expect(new Set(values.map(({ status }) => status))).toEqual(new Set(["failed"]));
    expect(values[0]?.reason).toContain("garbage");
  });

  it("skips what the executor does not claim, and says why", async () => {
    const { supports, results } = await runConformance({ create: () => new ModestExecutor() });
    expect(supports).toEqual(new ModestExecutor().supports);
    const memory = results.filter(({ topic }) => topic === "memory");
    expect(new Set(memory.map(({ status }) => status))).toEqual(new Set(["skipped"]));
    expect(memory[0]?.reason).toContain("memory limit");
  });
});

describe("an executor that cannot be cleaned up", () => {
  afterEach(() => void vi.useRealTimers());

  it.each<[what: string, cleanup: () => Promise<void>]>([
    ["hangs", () => new Promise(() => {})],
    ["throws", () => Promise.reject(new Error("it is stuck"))],
  ])("since its cleanup() %s, fails the cases, and not the kit", async (_, cleanup) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let told: (result: CaseResult) => void = () => {};
    const first = new Promise<CaseResult>((resolve) => {
      told = resolve;
    });
    runConformance({
      create: () => Object.assign(new ModestExecutor(), { cleanup }),
      onResult: (result) => {
        told(result);
        throw new Error("that is enough");
      },
    }).catch(() => {});
    await vi.advanceTimersByTimeAsync(300_000);
    expect((await first).status).toBe("failed");
  });
});

it.each(["deadlines/abort-loop", "deadlines/abort-wait", "cleanup/client"])(
  "an execute() that rejects early fails %s, and does not end the process",
  async (id) => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const execute = async (code: string): Promise<ExecutionResult> => {
      if (code !== "return 1") throw new Error("the pod is gone");
      return { result: 1, logs: [], error: null, execution_time: 0 };
    };
    const each = TOPICS.flatMap(({ cases }) => cases).find((one) => one.id === id);
    const create = (): ModestExecutor => Object.assign(new ModestExecutor(), { execute });
    const { supports } = new ModestExecutor();
    const outcome = await runCase(each as ConformanceCase, { create, supports });
    process.off("unhandledRejection", note);
    expect(outcome).toMatchObject({ status: "failed", error: { message: "the pod is gone" } });
    expect(unhandled).toEqual([]);
  },
);

it("what create gives and is no executor is said to be none", async () => {
  const create = (): never => undefined as never;
  await expect(runConformance({ create })).rejects.toThrow(
    "create() must give an executor that extends BaseCodeExecutor, and gave undefined",
  );
});

describe("formatMatrix", () => {
  it("counts by topic, and lists what failed, each on a line", () => {
    const supports = new ModestExecutor().supports;
    expect(formatMatrix({ supports, results })).toBe(
      `| topic | passed | failed | skipped |
| --- | ---: | ---: | ---: |
| values | 1 | 1 | 0 |
| memory | 0 | 0 | 1 |
| **all** | 1 | 1 | 1 |

- \`values/map\` a map: {} is not 1
`,
    );
  });
});
