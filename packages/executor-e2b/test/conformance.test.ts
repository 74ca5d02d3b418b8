import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { testExecutor } from "@toolweave/executor-testkit";
import { afterAll, beforeAll, describe, it } from "vitest";
import { openService, type Service } from "./support/service.js";

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

testExecutor({
  describe,
  it,
  create: ({ timeoutMs: executionTimeoutMs, ...options }) =>
    new E2BCodeExecutor(undefined, {
      ...service.options,
      ...options,
      ...(executionTimeoutMs !== undefined && { executionTimeoutMs }),
    }),
});
