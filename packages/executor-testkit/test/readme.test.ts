import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const readme = read("../README.md");

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

describe("the README", () => {
  it.each(["process-executor.ts", "process-executor.test.ts"])("quotes %s as it is", (file) => {
    expect(readme).toContain(`\`\`\`ts\n${read(`third-party/${file}`)}\`\`\``);
  });

  it("has an executor of fewer than 60 lines", () => {
    expect(read("third-party/process-executor.ts").split("\n").length).toBeLessThan(61);
  });
});
