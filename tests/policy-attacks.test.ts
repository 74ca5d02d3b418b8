import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openRepository, type RepositoryOptions } from "./support/repository.js";

const BY_HINT = { match: { annotations: { destructiveHint: true } } };

/** Every way to keep code from deleting; reading and writing stay allowed. */
const GUARDS: Record<string, RepositoryOptions> = {
  "a rule by raw names": { policy: { rules: [{ match: "my-repo.delete*", action: "deny" }] } },
  "a rule by identifiers": { policy: { rules: [{ match: "my_repo.delete_*", action: "deny" }] } },
  "a rule by server and tool": {
    policy: { rules: [{ match: { server: "my*", tool: "del*" }, action: "deny" }] },
  },
  "a rule by hints": { policy: { rules: [{ ...BY_HINT, action: "deny" }] } },
  "a rule by arguments": {
    policy: {
      rules: [
        {
          match: { args: { properties: { path: { const: "/etc" } }, required: ["path"] } },
          action: "deny",
        },
      ],
    },
  },
  "a rule before one that allows": {
    policy: {
      rules: [
        { match: "*.delete*", action: "deny" },
        { match: "*", action: "allow" },
      ],
    },
  },
  "a default that denies": {
    policy: {
      default: "deny",
      rules: [
        { match: "my-repo.read", action: "allow" },
        { match: "my-repo.write", action: "allow" },
      ],
    },
  },
  "a rule that asks nobody": { policy: { rules: [{ ...BY_HINT, action: "ask" }] } },
  "a rule that asks, and a refusal": {
    policy: { rules: [{ ...BY_HINT, action: "ask" }], approve: () => false },
  },
  "a refusal that is remembered": {
    policy: {
      rules: [{ ...BY_HINT, action: "ask" }],
      approve: () => ({ allow: false, remember: true }),
    },
  },
  "a rule that asks, and no answer": {
    policy: {
      rules: [{ ...BY_HINT, action: "ask" }],
      approve: () => new Promise(() => {}),
      approvalTimeoutMs: 100,
    },
  },
  "allowed tools": { config: { allowedTools: ["read", "wr*"] } },
  "disallowed tools": { config: { disallowedTools: ["delete*"] } },
};

const ONE = 'my_repo.delete_one({ path: "/etc" })';
const ALL = 'my_repo.delete_all({ path: "/etc" })';

/** What code may try. Each begins anew, and is followed by one that only writes. */
const ATTACKS: Record<string, string> = {
  "the call as it is": `await ${ONE}`,
  "raw names": 'await globalThis["my-repo"]["delete.all"]({ path: "/etc" })',
  identifiers: `await ${ALL}`,
  "names taken from the namespace": `
    const names = new Set([...Object.keys(my_repo), "delete_one", "delete.all", "delete_all", "DELETE_ONE"]);
    for (const name of names) if (/delete/i.test(name)) await my_repo[name]({ path: "/etc" }).catch(() => {});`,
  "Promise.all": `await Promise.all([my_repo.read(), ${ALL}, ${ONE}, ${ONE}])`,
  "errors that are caught, and another try": `
    for (let tries = 0; tries < 5; tries++) { try { await ${ONE} } catch {} try { await ${ALL} } catch {} }`,
  "calls that nobody awaits": `${ONE}; ${ALL}; await my_repo.read()`,
  "calls after the return": `
    setTimeout(() => ${ONE}, 20);
    Promise.resolve().then(() => ${ALL});
    my_repo.read().then(() => ${ONE}, () => ${ONE});
    return 1;`,
  "a call from a toJSON, a getter and a then": `
    const call = () => { ${ONE}; return 1; };
    await my_repo.write({ toJSON() { call(); return {} } });
    return { get a() { return call() }, then(resolve) { call(); resolve(1) } };`,
  "a tampered guest": `
    Object.prototype.action = "allow"; Object.prototype.allow = true;
    Array.prototype.find = () => undefined; Array.prototype.some = () => true;
    String.prototype.startsWith = () => false;
    await ${ONE};`,
  "arguments with a prototype": `
    const args = JSON.parse('{ "__proto__": { "path": "x" }, "path": "/etc" }');
    await my_repo.delete_one(args).catch(() => {});
    await my_repo.delete_one(Object.assign(Object.create({ path: "x" }), { path: "/etc" }));`,
};

describe("a guard", () => {
  it.each(Object.entries(GUARDS))("holds against every attack: %s", async (_, options) => {
    const { client, made } = openRepository(options);
    for (const [attack, code] of Object.entries(ATTACKS)) {
      await client.executeCode(code);
      await client.executeCode('await my_repo.write({ path: "afterwards" })');
      expect(
        made.filter((call) => call.startsWith("delete")),
        attack,
      ).toEqual([]);
      expect(made.splice(0), attack).toContain("write afterwards");
    }
    await delay(200);
    expect(made).toEqual([]);
  });

  it("is what keeps them from it", async () => {
    const { client, made } = openRepository({});
    for (const [attack, code] of Object.entries(ATTACKS)) {
      if (attack === "calls after the return") continue;
      await client.executeCode(code);
      await client.executeCode("await my_repo.read()");
      expect(
        made.splice(0).some((call) => call.startsWith("delete")),
        attack,
      ).toBe(true);
    }
  });
});
