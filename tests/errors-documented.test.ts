import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/workspace.js";

const source = readFileSync(join(ROOT, "packages/core/src/errors/error-code.ts"), "utf8");
const codes = [...source.matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code);

const page = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \|(.*)\|$/gm)].map(([, code, rest]) => ({
  code,
  columns: (rest ?? "").split("|").map((column) => column.trim()),
}));

describe("docs/errors.md", () => {
  it("has one row for every code, and none besides", () => {
    expect(codes.length).toBeGreaterThan(20);
    expect(rows.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });

  it("tells cause and remedy of every code", () => {
    const incomplete = rows.filter(
      ({ columns }) => columns.length !== 2 || columns.some((column) => column.length < 10),
    );
    expect(incomplete).toEqual([]);
  });
});
