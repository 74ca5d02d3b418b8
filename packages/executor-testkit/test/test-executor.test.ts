import { describe, expect, it } from "vitest";
import { TOPICS, testExecutor } from "../src/index.js";
import ProcessExecutor from "./third-party/process-executor.js";

type Registered = readonly [topic: string, title: string, body: () => Promise<void>];

/** A runner that only takes tests down, and how many executors were made meanwhile. */
function register(): { tests: Registered[]; made: () => number } {
  const tests: Registered[] = [];
  let made = 0;
  let topic = "";
  testExecutor({
    describe: (name, body) => {
      topic = name;
      body();
    },
    it: (title, body) => tests.push([topic, title, body]),
    create: (options) => {
      made++;
      return new ProcessExecutor(undefined, options);
    },
  });
  return { tests, made: () => made };
}

function bodyOf(tests: readonly Registered[], id: string): () => Promise<void> {
  const [, , body] = tests.find(([, title]) => title.endsWith(`(${id})`)) ?? [];
  return body ?? (() => Promise.reject(new Error(`there is no test of ${id}`)));
}

describe("testExecutor", () => {
  it("gives the runner one test for each case, by topic, and makes no executor before one is run", () => {
    const { tests, made } = register();
    expect(tests.map(([topic, title]) => `${topic}: ${title}`)).toEqual(
      TOPICS.flatMap(({ name, cases }) =>
        cases.map(({ id, title }) => `${name}: ${title} (${id})`),
      ),
    );
    expect(made()).toBe(0);
  });

  it("reads the executor's claims once, and skips by them", async () => {
    const { tests, made } = register();
    await bodyOf(tests, "memory/map")();
    await bodyOf(tests, "memory/array")();
    expect(made()).toBe(1);
    await bodyOf(tests, "results/return")();
    expect(made()).toBe(2);
  });
});
