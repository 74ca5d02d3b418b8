import { describe, expect, it } from "vitest";
import { toolSignature } from "../../src/signature/tool-signature.js";
import { typeDeclarations } from "../../src/signature/type-declarations.js";
import { toolOf } from "../support/tools.js";
import { moduleOfSignatures, typeErrors } from "../support/type-check.js";
import { CALLED_SCHEMAS } from "./called-schemas.js";

const TOOLS = CALLED_SCHEMAS.map(({ schema }, n) => toolOf(schema, { name: `tool${n}` }));

/** Calls of every tool by an expression: what it takes as it is, what it refuses as an expected error. */
function callsBy(expression: (position: number) => string): string {
  const lines = CALLED_SCHEMAS.flatMap(({ takes, refuses }, position) => {
    const call = (args: unknown) => `${expression(position)}(${JSON.stringify(args)});`;
    return [...takes.map(call), ...refuses.map((args) => `// @ts-expect-error\n${call(args)}`)];
  });
  return lines.join("\n");
}

describe("the TypeScript compiler", () => {
  it("takes and refuses by a signature what the schema does", async () => {
    const signatures = TOOLS.map((tool) => toolSignature(tool, "server", "search"));
    const text = `${moduleOfSignatures(signatures)}\n${callsBy((n) => `n${n}.tool`)}`;
    expect(await typeErrors({ "signatures.ts": text })).toEqual([]);
  });

  it("takes and refuses the same by a declaration", async () => {
    const namespace = { serverName: "server", identifier: "server", tools: TOOLS };
    const files = {
      "server.d.ts": await typeDeclarations([namespace], () => undefined),
      "calls.ts": callsBy((n) => `server.tool${n}`),
    };
    expect(await typeErrors(files)).toEqual([]);
  });
});
