import { defineConfig } from "vitest/config";

/** Tests that need a browser: `pnpm test:browser`. */
export default defineConfig({
  test: { include: ["browser/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
