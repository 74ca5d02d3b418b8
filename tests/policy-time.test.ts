/** A policy's schemas hold up the host for no longer than a moment, and what they cannot judge is not let through. */
import {
  createToolServer,
  type JsonSchema,
  type MCPClient,
  type PolicyAction,
} from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { StallWatch } from "./support/stall-watch.js";

/** A list of filters, of which each branch says something more: all of them look into what it holds. */
const FILTER = {
  anyOf: [
    { type: "array", items: { $ref: "#/$defs/filter" }, maxItems: 9 },
    { type: "array", items: { $ref: "#/$defs/filter" }, maxItems: 99 },
    { const: "users" },
  ],
};
/** Fits calls whose filter names nothing but users. */
const ARGS: JsonSchema = {
  properties: { filter: { $ref: "#/$defs/filter" } },
  required: ["filter"],
  $defs: { filter: FILTER },
};
const BRANCHING = 'let filter = "secrets"; for (let i = 0; i < 40; i++) filter = [filter];';
const DEEP = 'let filter = "users"; for (let i = 0; i < 190; i++) filter = [filter];';

function guarded(action: PolicyAction, args = ARGS): { client: MCPClient; made: string[] } {
  const made: string[] = [];
  const handler = () => {
    made.push("find");
    return { content: [] };
  };
  const server = createToolServer("db", [
    { name: "find", inputSchema: { type: "object" }, handler },
  ]);
  const rules = [{ match: { tool: "find", args }, action }];
  const policy = { default: action === "allow" ? ("deny" as const) : ("allow" as const), rules };
  return { client: open({ db: { server } }, { policy }), made };
}

describe("arguments that a policy cannot judge in time", () => {
  it.each<PolicyAction>(["deny", "ask", "allow"])(
    "are refused by a rule to %s",
    async (action) => {
      const { client, made } = guarded(action);
      await client.createAllSessions();
      const watch = new StallWatch();
      const { error, error_details } = await client.executeCode(
        `${BRANCHING} await db.find({ filter });`,
      );
      expect(watch.stop()).toBeLessThan(3_000);
      expect(error_details?.code).toBe("POLICY_DENIED");
      expect(error).toContain(
        "db.find was not called: its arguments are too large or too deeply nested to be checked by the policy",
      );
      expect(made).toEqual([]);
    },
    60_000,
  );

  it("are refused by a schema that refers to itself for ever", async () => {
    const { client, made } = guarded("deny", { $ref: "#" });
    const { error_details } = await client.executeCode("await db.find({})");
    expect(error_details?.code).toBe("POLICY_DENIED");
    expect(made).toEqual([]);
  });
});

it("arguments that are nested deeply are judged where that takes no more than a moment", async () => {
  const filter = { anyOf: FILTER.anyOf.slice(1) };
  const { client, made } = guarded("allow", { ...ARGS, $defs: { filter } });
  const { error } = await client.executeCode(`${DEEP} await db.find({ filter });`);
  expect(error).toBeNull();
  expect(made).toEqual(["find"]);
});

it("arguments whose names are like keywords that branch may need others", async () => {
  const { client, made } = guarded("deny", { dependentRequired: { anyOf: ["at"], enum: ["at"] } });
  const { error_details } = await client.executeCode("await db.find({ anyOf: 1, at: 2 })");
  expect(error_details?.code).toBe("POLICY_DENIED");
  expect((await client.executeCode("await db.find({ anyOf: 1 })")).error).toBeNull();
  expect(made).toEqual(["find"]);
});
