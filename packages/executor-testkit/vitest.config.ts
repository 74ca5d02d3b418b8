import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The README's own test: `tests/packed-install.test.ts` runs it on the packed kit, as its readers do.
    exclude: [...configDefaults.exclude, "test/third-party/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
