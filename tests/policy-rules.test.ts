import type { ToolPolicy } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { openRepository, statuses } from "./support/repository.js";

describe("a rule that denies", () => {
  const policy: ToolPolicy = {
    rules: [{ match: "my-repo.delete*", action: "deny", reason: "nothing is deleted here" }],
  };

  it("throws a PolicyError, makes no call, and is in the record", async () => {
    const { client, made } = openRepository({ policy });
    const { result, tool_calls } = await client.executeCode(`
      try { await my_repo.delete_one({ path: "a" }) } catch (error) {
        await my_repo.read();
        return [error.name, error.code, error.tool, error.message, error instanceof ToolError];
      }
    `);
    expect(result).toEqual([
      "PolicyError",
      "POLICY_DENIED",
      "delete_one",
      "my_repo.delete_one was not called: nothing is deleted here",
      true,
    ]);
    expect(made).toEqual(["read"]);
    expect(statuses(tool_calls)).toEqual(["delete_one denied", "read ok"]);
  });

  it("ends an execution that does not catch it, with its code and place", async () => {
    const { error_details } = await openRepository({ policy }).client.executeCode(
      "\nawait my_repo.delete_one()",
    );
    expect(error_details).toMatchObject({ code: "POLICY_DENIED", name: "PolicyError", line: 2 });
  });
});

describe("rules", () => {
  it("find no properties that arguments only inherit", async () => {
    const { client, made } = openRepository({
      policy: {
        default: "deny",
        rules: [{ match: { args: { required: ["constructor"] } }, action: "allow" }],
      },
    });
    const { error_details } = await client.executeCode("await my_repo.write({ path: 'x' })");
    expect(error_details?.code).toBe("POLICY_DENIED");
    expect(made).toEqual([]);
  });

  it("are tried in order, and the default decides the rest", async () => {
    const { client, made } = openRepository({
      policy: {
        default: "deny",
        rules: [
          {
            match: {
              tool: "write",
              args: { properties: { path: { pattern: "^/etc/" } }, required: ["path"] },
            },
            action: "deny",
          },
          { match: { server: "my_repo", tool: "write" }, action: "allow" },
          { match: { annotations: { readOnlyHint: true } }, action: "allow" },
        ],
      },
    });
    await client.executeCode(`
      const calls = [my_repo.write({ path: "/etc/passwd" }), my_repo.write({ path: "/tmp/x" }),
        my_repo.read(), my_repo.delete_one()];
      return Promise.allSettled(calls);
    `);
    expect(made).toEqual(["write /tmp/x", "read"]);
  });

  it("look at each property by its own pattern, and at white space as JavaScript does", async () => {
    const properties = { path: { pattern: "^/etc/" }, text: { pattern: "drop\\s+table" } };
    const args = { properties, required: ["path", "text"] };
    const { client, made } = openRepository({
      policy: { rules: [{ match: { args }, action: "deny" }] },
    });
    const code = (text: string) =>
      `await my_repo.write(${JSON.stringify({ path: "/etc/x", text })})`;
    for (const text of ["drop table", "drop\vtable", "drop\u00a0table"]) {
      expect((await client.executeCode(code(text))).error_details?.code).toBe("POLICY_DENIED");
    }
    await client.executeCode(code("/etc/"));
    expect(made).toEqual(["write /etc/x"]);
  });

  it.each<[policy: object, says: string]>([
    [{ default: "maybe" }, "codeMode.policy.default"],
    [{ rules: [{ match: "delete", action: "deny" }] }, 'must be "server.tool"'],
    [{ rules: [{ match: {}, action: "deny" }] }, "codeMode.policy.rules[0].match"],
    [{ rules: [{ match: { server: 5 }, action: "deny" }] }, "match.server must be a name, not 5"],
    [
      { rules: [{ match: { args: true }, action: "deny" }] },
      "match.args must be an object, not true",
    ],
    [{ rules: [{ match: "*", action: "deny", reason: 5 }] }, "reason must be a text, not 5"],
    [{ rules: [{ match: { tools: "x" }, action: "deny" }] }, "match.tools is unknown"],
    [{ rules: [{ match: { annotations: { destructive: true } }, action: "deny" }] }, "destructive"],
  ])("that are wrong are refused when the client is made: %j", (policy, says) => {
    expect(() => openRepository({ policy: policy as ToolPolicy })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });

  it.each<[what: string, path: object]>([
    ["cannot be checked in linear time", { pattern: "(?=x)" }],
    ["compares each item with each other", { uniqueItems: true }],
    ["has an unknown word", { maxLenght: 5 }],
    ["has a format, which nobody checks", { format: "email" }],
    ["says how its content is encoded", { contentEncoding: "base64" }],
    ["has something else in the place of a schema", { properties: { a: 5 } }],
    ["asks to be checked later", { $async: true }],
    ["has a property that is not checked", JSON.parse('{ "properties": { "__proto__": {} } }')],
  ])("with a schema that %s are refused before anything runs", async (_, path) => {
    const rules = [{ match: { args: { properties: { path } } }, action: "allow" as const }];
    const { client, made } = openRepository({ policy: { rules } });
    await expect(client.executeCode("await my_repo.write()")).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining("rules[0].match.args"),
    });
    expect(made).toEqual([]);
  });
});
