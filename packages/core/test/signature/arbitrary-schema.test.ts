import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolSignature } from "../../src/signature/tool-signature.js";
import { typeDeclarations } from "../../src/signature/type-declarations.js";
import { toolOf } from "../support/tools.js";
import { moduleOfSignatures, typeErrors } from "../support/type-check.js";
import { arbitrarySchema } from "./arbitrary-schema.js";

const SCHEMAS_COMPILED = 1_500;
const TOOLS_OF_ONE_SERVER = 5;

describe("any JSON as a schema", () => {
  it("has a short signature at once, the same each time", () => {
    fc.assert(
      fc.property(arbitrarySchema, arbitrarySchema, (schema, outputSchema) => {
        const started = performance.now();
        const signature = toolSignature(toolOf(schema, { outputSchema }), "server", "search");
        expect(performance.now() - started).toBeLessThan(10_000);
        expect(signature).toMatch(/^server\.tool\(.*\)?/);
        expect(signature.length).toBeLessThanOrEqual(4_000);
        expect(toolSignature(toolOf(schema, { outputSchema }), "server", "search")).toBe(signature);
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives TypeScript that compiles", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const schemas = fc.sample(arbitrarySchema, { numRuns: SCHEMAS_COMPILED, seed });
    const tools = schemas.map((schema, n) =>
      toolOf(schema, { name: `tool${n}`, outputSchema: schemas[schemas.length - 1 - n] }),
    );
    const namespaces = Array.from({ length: tools.length / TOOLS_OF_ONE_SERVER }, (_, n) => ({
      serverName: `server${n}`,
      identifier: `server${n}`,
      tools: tools.slice(n * TOOLS_OF_ONE_SERVER, (n + 1) * TOOLS_OF_ONE_SERVER),
    }));
    const files = {
      "all.d.ts": await typeDeclarations(namespaces, () => undefined),
      "search.ts": moduleOfSignatures(tools.map((tool) => toolSignature(tool, "s", "search"))),
      "listing.ts": moduleOfSignatures(tools.map((tool) => toolSignature(tool, "s", "listing"))),
    };
    expect(await typeErrors(files), `seed ${seed}`).toEqual([]);
  });
});
