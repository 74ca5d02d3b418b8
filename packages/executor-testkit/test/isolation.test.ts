import type { BaseCodeExecutor, ExecutorCapabilities } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { ISOLATION } from "../src/cases/isolation.js";
import { runCase } from "../src/run-case.js";
import { CARELESS_RUNTIME, QUOTING_RUNTIME } from "./fixtures/careless-runtime.js";
import { ContextExecutor } from "./fixtures/context-executor.js";
import { NaiveVMExecutor } from "./fixtures/naive-vm-executor.js";

const supports: ExecutorCapabilities = {
  isolation: "process",
  memoryLimit: true,
  typescript: true,
};

interface WeakExecutor {
  readonly name: string;
  /** The attacks it is a fair test of. */
  readonly attacks: RegExp;
  create(): BaseCodeExecutor;
}

/** From the weakest up. */
const WEAK_EXECUTORS: readonly WeakExecutor[] = [
  { name: "naive", attacks: /./, create: () => new NaiveVMExecutor() },
  { name: "unguarded", attacks: /./, create: () => new ContextExecutor() },
  {
    name: "careless",
    attacks: /./,
    create: () => new ContextExecutor({ runtime: CARELESS_RUNTIME }),
  },
  {
    name: "quoting",
    attacks: /forged/,
    create: () => new ContextExecutor({ runtime: QUOTING_RUNTIME }),
  },
  { name: "shared", attacks: /tamper/, create: () => new ContextExecutor({ contexts: "shared" }) },
];

/** The attacks that get an object of the host's, or its `process`, out of `runInNewContext`. */
const ESCAPES = /what the guest could reach/;
const LEAST_ESCAPES = 70;

describe("the attacks", () => {
  const escapes: string[] = [];

  it.concurrent.each(ISOLATION.cases)(
    "$id succeeds against an executor that is weak",
    async (each) => {
      const fallen: string[] = [];
      for (const { name, attacks, create } of WEAK_EXECUTORS) {
        if (fallen.length > 0 || !attacks.test(each.id)) continue;
        const outcome = await runCase(each, { create, supports, limitMs: 15_000 });
        if (outcome.status !== "failed") continue;
        fallen.push(name);
        if (name === "naive" && ESCAPES.test(String(outcome.error))) escapes.push(each.id);
      }
      expect(fallen).not.toEqual([]);
    },
  );

  it(`escape from runInNewContext, at least ${LEAST_ESCAPES} of them`, () => {
    expect(escapes.length).toBeGreaterThanOrEqual(LEAST_ESCAPES);
  });
});
